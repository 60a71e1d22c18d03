using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Schemas;

namespace Uhit.Cli.Commands.Contract;

/// <summary>Holds every message that we would send against the schema: each template filled with
/// sample values, in each form that it can take.</summary>
internal sealed class TemplateCheck(ContractSchemaSets schemas, ProblemList problems)
{
    // Values whose form others decide: what is tried is made up.
    private static readonly string[] OfOthers =
        ["esiId", "authenticationId", "transactionId", "correlationId", "deliveryId", TemplateNames.Secret, "wsse.passwordDigest"];

    private static readonly string[] Echoed =
        ["requestId", "messageId", "transactionId", "correlationId", "deliveryId", "partNumber", "partCount", "sentAt"];

    private readonly HashSet<(string, TemplatePosition, string)> _told = [];

    public void Check(MappedContract contract)
    {
        foreach (var template in contract.Templates.All)
        {
            CheckRoot(template);
            foreach (var (what, content) in template.WriteSamples())
            {
                using var written = new MemoryStream(content, writable: false);
                foreach (var finding in schemas.Check(template.Compiled, written).Where(finding => !IsEcho(template, finding)))
                {
                    Tell(template, what, finding);
                }
            }
        }
    }

    /// <summary>What is wrong with a value or with how the message is built, and what to do.</summary>
    public static string Describe(SchemaFinding finding) => finding switch
    {
        { IsValue: false } => $"{finding.Path}: the schema does not take it so: {finding.Words}",
        { Names.Count: 0 } => $"{finding.Path}: the schema does not take the value that stands here. It has to be {finding.Words}.",
        _ => $"{finding.Path}: the schema does not take the value of {Placeholders(finding)} here. It has to be {finding.Words}.",
    };

    private static string Placeholders(SchemaFinding finding) => string.Join(" with ", finding.Names.Select(name => $"{{{name}}}"));

    // What a customer is called is not known before: there an ordinary value is tried, and each real one before it is sent.
    private static bool IsOfUser(SchemaFinding finding) => finding.IsValue && finding.Names.Count > 0 && finding.Names.All(name =>
        !name.EndsWith(".obtained", StringComparison.Ordinal)
        && !name.EndsWith("edOn", StringComparison.Ordinal)
        && !name.EndsWith("expiresOn", StringComparison.Ordinal)
        && (name.Contains("authorization.", StringComparison.Ordinal)
            || name.Contains("serviceAddress.", StringComparison.Ordinal)
            || OfOthers.Any(other => name.EndsWith(other, StringComparison.Ordinal))));

    // What an answer or a confirmation repeats came from the other side, by its own schema.
    private static bool IsEcho(MappedTemplate template, SchemaFinding finding) =>
        finding.IsValue
        && finding.Names.Count > 0
        && finding.Names.All(name => name == "confirms" || (template.IsAnswer && Echoed.Contains(name.Split('.')[^1])));

    private void CheckRoot(MappedTemplate template)
    {
        // Blocks are often described by nobody: those of WS-Security and WS-Addressing are known to all.
        if (template.Operation is null || template.Root is not { Name.Length: > 0 } root || schemas.Reached.GlobalElements.Contains(root))
        {
            return;
        }

        var named = schemas.Reached.GlobalElements.Names.Cast<XmlQualifiedName>().ToList();
        var other = named.Find(name => name.Name == root.Name);
        problems.AddFor(
            template.File,
            template.Compiled.Source.At.Line,
            template.Compiled.Source.At.Column,
            other is not null
                ? $"The schema has {root.Name} in the namespace \"{other.Namespace}\", not in \"{root.Namespace}\"."
                : $"The schema has no element {root.Name} that a message begins "
                    + $"with.{NearestName.Hint(root.Name, named.Select(name => name.Name).Distinct())}");
    }

    private void Tell(MappedTemplate template, string what, SchemaFinding finding)
    {
        if (!_told.Add((template.File, finding.At, finding.Path)))
        {
            return;
        }

        var text = $"{Describe(finding)} So it is in a message {what}.";
        problems.AddFor(
            template.File,
            finding.At.Line,
            finding.At.Column,
            IsOfUser(finding)
                ? $"{text} Try a format, such as {{name:digits}}; values of yours that do not fit are refused before they are sent."
                : text,
            isWarning: IsOfUser(finding));
    }
}
