using System.Xml;
using System.Xml.Schema;
using Uhit.Contracts;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Folders;
using Uhit.Contracts.Messages;

namespace CorpusMeasure;

/// <summary>Makes a contract folder of each WSDL, and judges it: the same contract as before, templates of
/// all messages, samples that the schema takes.</summary>
internal static class CorpusFolders
{
    public static int Run(string folder, string output)
    {
        var (made, all, messages, samples, valid) = (0, 0, 0, 0, 0);
        foreach (var entry in CorpusEntry.Read(folder))
        {
            all++;
            try
            {
                var before = ContractReader.Read([entry.Wsdl], ReadingOptions.Default, new Refusals());
                var addition = ContractAddition.Run(
                    [entry.Wsdl], Path.Combine(output, "folders", entry.Id), ReadingOptions.Default, new Refusals());
                if (Describe(before) != Describe(addition.Contract))
                {
                    Console.WriteLine($"{entry.Id}: the folder holds another contract");
                }
                else
                {
                    made++;
                }

                Judge(addition.Contract, ref messages, ref samples, ref valid);
            }
            catch (ContractRefusedException exception)
            {
                Console.WriteLine($"{entry.Id}: {exception.Message.ReplaceLineEndings(" | ")}");
            }
        }

        Console.WriteLine(
            $"{made} of {all} contract folders; {messages} messages with a template; {valid} of {samples} samples, full and least, are "
                + "taken by the schemas");
        return 0;
    }

    private static void Judge(ContractModel contract, ref int messages, ref int samples, ref int valid)
    {
        var prefixes = new NamespacePrefixes(contract.Schemas);
        foreach (var message in contract.Services.SelectMany(s => s.Operations)
            .SelectMany(o => new[] { o.Input, o.Output }).OfType<MessageModel>())
        {
            messages++;
            foreach (var node in MessageTree.Build(contract.Schemas, message.Body))
            {
                samples += 2;
                if (IsValid(contract.Schemas, SampleMessage.Of(node, prefixes).ToString()))
                {
                    valid++;
                }

                if (IsValid(contract.Schemas, SampleMessage.Of(node, prefixes, onlyRequired: true).ToString()))
                {
                    valid++;
                }
            }
        }
    }

    private static bool IsValid(XmlSchemaSet schemas, string message)
    {
        var isValid = true;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, e) => isValid &= e.Severity != XmlSeverityType.Error;
        using var reader = XmlReader.Create(new StringReader(message), settings);
        while (reader.Read())
        {
            // The handler hears what is wrong.
        }

        return isValid;
    }

    private static string Describe(ContractModel contract) => string.Join('\n',
        contract.Services
            .SelectMany(s => s.Operations.Select(o => $"{s.Name} {s.Address} {o.Name} {o.Action} {string.Join(' ', o.Elements)}"))
            .Concat(contract.Schemas.GlobalElements.Names.Cast<XmlQualifiedName>()
                .Concat(contract.Schemas.GlobalTypes.Names.Cast<XmlQualifiedName>())
                .Select(n => n.ToString()).Order(StringComparer.Ordinal)));
}
