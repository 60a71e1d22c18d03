using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Contracts.Contract;
using ContractModel = Uhit.Client.Wire.Mapping.Model.ContractModel;
using MessageModel = Uhit.Client.Wire.Mapping.Model.MessageModel;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary>Holds what <c>contract.json</c> says of its operations against the WSDL: actions,
/// answers, the version of SOAP, header blocks.</summary>
internal sealed class OperationCheck(ContractWsdl wsdl, ProblemList problems)
{
    public void Check(MappedContract contract)
    {
        foreach (var message in contract.Model.Messages)
        {
            var sent = contract.Templates.All.Find(template => template.Operation == message.Operation && !template.IsAnswer)?.Root;
            var operations = wsdl.Services.SelectMany(service => service.Operations)
                .Where(operation => Carries(operation.Input, message, sent)).ToList();
            if (operations.Count == 0)
            {
                CheckUnknown(message, sent);
                continue;
            }

            CheckAction(message, operations);
            CheckAnswer(contract, message, operations);
            CheckHeaders(contract, message, operations, isSent: sent is not null);
        }

        CheckVersion(contract.Model);
        CheckPolicies(contract);
    }

    private static bool Carries(Uhit.Contracts.Contract.MessageModel message, MessageModel ours, XmlQualifiedName? sent) =>
        message.Body.Any(name => sent is null ? IsRoot(ours.Content, name) : name == sent);

    private static bool IsRoot(ScopeModel? scope, XmlQualifiedName name) => scope is { Each: [{ Steps: [var root, ..] }, ..] }
        && (root.Name ?? name.Name) == name.Name && (root.Namespace ?? name.Namespace) == name.Namespace;

    // An element of the schema that no operation carries; one that the schema has not is told where paths and templates are.
    private void CheckUnknown(MessageModel message, XmlQualifiedName? sent)
    {
        var isAnswer = sent is null && wsdl.Services.SelectMany(service =>
            service.Operations).Any(operation => operation.Output is { } output && Carries(output, message, null));
        var isElement = sent is null
            ? wsdl.Schemas.GlobalElements.Names.Cast<XmlQualifiedName>().Any(name => IsRoot(message.Content, name))
            : wsdl.Schemas.GlobalElements.Contains(sent);
        if (isElement && !isAnswer)
        {
            problems.Warn(
                message.Source["root"] ?? message.Source["template"] ?? message.Source,
                "No operation of the WSDL has this element in its request. Those that there "
                    + $"are: {string.Join(", ", Requests().Distinct())}.");
        }
    }

    private IEnumerable<string> Requests() =>
        wsdl.Services.SelectMany(service => service.Operations).SelectMany(operation => operation.Input.Body).Select(name => name.Name);

    private void CheckAction(MessageModel message, List<OperationModel> operations)
    {
        var actions = operations.Select(operation => operation.Action).Distinct(StringComparer.Ordinal).ToList();
        var ours = message.Action ?? string.Empty;
        var isSent = message.Content is null;
        if (actions.Contains(ours) || actions.Contains(string.Empty) || (ours.Length == 0 && !isSent))
        {
            return;
        }

        var known = string.Join(" or ", actions.Select(action => $"\"{action}\""));
        problems.Warn(
            message.Source["action"] ?? message.Source,
            ours.Length == 0
                ? $"The WSDL's action of {operations[0].Name} is {known}, and here is none: write it as `action`."
                : $"The WSDL's action of {operations[0].Name} is {known}, not this "
                    + $"one. {(isSent ? "A service may refuse the message." : "A callback with another action than this is refused.")}");
    }

    private void CheckAnswer(MappedContract contract, MessageModel message, List<OperationModel> operations)
    {
        var outputs = operations.Select(operation => operation.Output).ToList();
        var names = outputs.SelectMany(output => output?.Body ?? []).Distinct().ToList();
        var source = message.Source["answer"] ?? message.Source;
        if (message.Answer?.Content is { } read && !names.Exists(name => IsRoot(read, name)))
        {
            problems.Warn(source["root"] ?? source, names.Count == 0
                ? $"The WSDL has no answer to {operations[0].Name}. Where none comes, write `\"empty\": 202`, or 200."
                : $"The WSDL answers {operations[0].Name} with {Names(names)}, not with this.");
        }
        else if (message.Answer?.Template is { } file
            && contract.Templates.All.Find(template => template.IsAnswer
                && template.Operation == message.Operation
                && template.File == file)?.Root is { } root && !names.Contains(root))
        {
            problems.Warn(source["template"] ?? source, names.Count == 0
                ? $"The WSDL has no answer to {operations[0].Name}: write `\"empty\": 202`, or 200, in place of a template."
                : $"The WSDL answers {operations[0].Name} with {Names(names)}, not with {root.Name}.");
        }
        else if (names.Count > 0 && message.Answer is null or { Content: null, Template: null, Contains.Count: 0 })
        {
            problems.Warn(source, message.Content is null
                ? $"The WSDL answers {operations[0].Name} with {Names(names)}. Say in `answer` how that is read: `root`, `status` and what "
                    + "else it has."
                : $"The WSDL answers {operations[0].Name} with {Names(names)}. Write a template of it, and name it: `\"answer\": {{ "
                    + $"\"template\": … }}`.");
        }
    }

    private static string Names(IEnumerable<XmlQualifiedName> names) => string.Join(" or ", names.Select(name => name.Name));

    private void CheckHeaders(MappedContract contract, MessageModel message, List<OperationModel> operations, bool isSent)
    {
        var place = isSent ? message.Name : "callbackAnswer";
        var written = contract.Templates.Headers.Where(header => header.Block.On.Contains(place))
            .Select(header => header.Template.RootName).ToHashSet();
        foreach (var operation in operations)
        {
            foreach (var demanded in (isSent ? operation.Input : operation.Output)?.Headers ?? [])
            {
                if (!written.Contains(demanded.Element))
                {
                    problems.Warn(
                        message.Source,
                        $"The WSDL has the header block {demanded.Element.Name} in {(isSent ? "the request" : "our answer")} "
                            + $"of {operation.Name}, and no template writes it: name one in `headers`"
                            + $", with `\"on\": [\"{place}\"]`. `uhit contract add` made one in templates/, where the block is described.");
                }
            }

            foreach (var brought in isSent ? [] : operation.Input.Headers)
            {
                if (!contract.WireFormat.UnderstandsHeader(brought.Element.Name, brought.Element.Namespace))
                {
                    problems.Warn(message.Source, $"The WSDL has the header block {brought.Element.Name} in {operation.Name}, and nothing "
                        + "here reads it. Where a callback demands that it is understood, "
                        + "it would be refused: read a value of it by `header`, or name it in `understood`.");
                }
            }
        }
    }

    private void CheckVersion(ContractModel model)
    {
        var ours = model.SoapVersion == SoapVersion.Soap12 ? "1.2" : "1.1";
        if (wsdl.SoapVersions.Count > 0 && !wsdl.SoapVersions.Contains(ours))
        {
            problems.AddFor(
                MappedContract.FileName, 0, 0,
                $"The WSDL binds SOAP {string.Join(" and ", wsdl.SoapVersions.Order(StringComparer.Ordinal))}, and `soap` says {ours}: a "
                    + "service refuses a message of another version.", isWarning: true);
        }
    }

    private void CheckPolicies(MappedContract contract)
    {
        var roots = contract.Templates.Headers.Select(header => header.Template.RootName.Namespace).ToHashSet(StringComparer.Ordinal);
        if (wsdl.WantsSecurity && !roots.Contains(ContractWsdl.Security))
        {
            problems.AddFor(
                MappedContract.FileName, 0, 0, "A policy of the WSDL wants WS-Security's UsernameToken, and no template in `headers` "
                    + "writes wsse:Security. docs/reference/contract-templates.md has it.", isWarning: true);
        }

        if (wsdl.WantsAddressing && !roots.Any(ContractWsdl.IsAddressing))
        {
            problems.AddFor(
                MappedContract.FileName, 0, 0, "The WSDL wants WS-Addressing, and no template in `headers` writes its blocks (wsa:To, "
                    + "wsa:Action, wsa:MessageID).", isWarning: true);
        }
    }
}
