using System.Text;
using System.Xml;
using System.Xml.Linq;
using Uhit.Cli.Demonstration;
using Uhit.Cli.Runtime;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;
using Uhit.Client.Wire.Soap;

namespace Uhit.Cli.Contracts.Trying;

/// <summary>Inquiries as they would leave, for the eye.</summary>
internal static class WrittenInquiry
{
    /// <summary>An inquiry about ESI IDs and customers that do not exist.</summary>
    public static UsageHistoryInquiry Example(DateOnly today) => DemoInquiry.Create(2, today);

    /// <summary>The envelopes: one, or one for each part where the contract takes less at a time.</summary>
    /// <exception cref="ToolException">The contract has no place for something of it.</exception>
    public static IEnumerable<string> Write(MappedContract contract, UsageHistoryInquiry inquiry, AuthenticationId id, TimeProvider time)
    {
        // Secrets are not shown, whatever their values are.
        var format = contract.WireFormat.WithSecrets(new WireSecrets(contract.WireFormat.SecretNames.Select(name => KeyValuePair.Create(name, $"(secret {name})"))));
        foreach (var part in InquirySplitter.Split(inquiry, format.Shape))
        {
            if (format.CheckInquiry(part) is { Count: > 0 } errors)
            {
                throw new ToolException($"The contract can't carry this inquiry: {errors[0].Field}: {errors[0].Message}");
            }

            var header = new MessageHeader { AuthenticationId = id, RequestId = RequestId.Create(time), MessageId = MessageId.Create(time), SentAt = time.GetUtcNow() };
            var context = new WireHeaderContext { Operation = UhitOperation.RequestHistoricalUsage, IsAnswer = false, Header = header };
            yield return Indented(SoapEnvelopeWriter.ToBytes(
                format.SoapVersion, SoapHeaders.Of(format, context), writer => format.WriteInquiry(writer, new InquiryMessage(header, part))));
        }
    }

    private static string Indented(ReadOnlyMemory<byte> envelope)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            XDocument.Parse(Encoding.UTF8.GetString(envelope.Span)).Save(writer);
        }

        return text.ToString();
    }
}
