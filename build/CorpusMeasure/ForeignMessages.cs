using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CorpusMeasure.Sampling;
using Uhit.Contracts;
using Uhit.Contracts.Contract;

namespace CorpusMeasure;

/// <summary>What another stack wrote: only what its schema finds valid is judged.</summary>
internal static class ForeignMessages
{
    public static int Filter(string folder, string output)
    {
        var (valid, all) = (0, 0);
        foreach (var entry in CorpusEntry.Read(folder))
        {
            var messages = Path.Combine(output, "foreign", entry.Namespace);
            if (!Directory.Exists(messages))
            {
                continue;
            }

            MessageSampler? judge = null;
            XmlSchemaSet schemas = new();
            try
            {
                var contract = ContractReader.Read([entry.Wsdl], ReadingOptions.Default, new Refusals());
                schemas = contract.Schemas;
                judge = new MessageSampler(schemas, new Random(1));
            }
            catch (ContractRefusedException)
            {
                // What is refused is not judged.
            }

            foreach (var file in Directory.GetFiles(messages, "*.xml"))
            {
                all++;
                // What no SOAP message has, such as the parameters of an HTTP binding, is not judged either.
                var message = XElement.Load(file);
                var isKnown = schemas.GlobalElements.Contains(new XmlQualifiedName(message.Name.LocalName, message.Name.NamespaceName));
                if (isKnown && judge!.IsValid(message))
                {
                    valid++;
                }
                else
                {
                    File.Delete(file);
                }
            }
        }

        Console.WriteLine($"{valid} of {all} messages of another stack are valid");
        return 0;
    }
}
