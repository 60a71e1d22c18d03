using System.Text;
using System.Xml;
using System.Xml.Linq;
using Uhit.Cli.Input;
using Uhit.Client;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Cli.Commands.Contract.Try;

/// <summary>An inquiry as it would leave, for the eye: one request of it.</summary>
internal sealed class WrittenInquiry
{
    private WrittenInquiry(string text, IReadOnlyList<InquiryError> errors, IReadOnlyList<ContractProblem> problems)
    {
        Text = text;
        Errors = errors;
        Problems = problems;
    }

    /// <summary>The envelope; empty where there are <see cref="Errors"/>.</summary>
    public string Text { get; }

    /// <summary>What of the inquiry the contract can't carry: it would be refused before it is sent.</summary>
    public IReadOnlyList<InquiryError> Errors { get; }

    /// <summary>What the schema does not take of it.</summary>
    public IReadOnlyList<ContractProblem> Problems { get; }

    /// <summary>An inquiry about ESI IDs and customers that do not exist.</summary>
    public static UsageHistoryInquiry Example(DateOnly today) => ExampleInquiry.Create(2, today);

    /// <summary>The requests: one, or one for each part where the contract takes less at a time.</summary>
    public static IEnumerable<WrittenInquiry> Of(
        MappedContract contract, UsageHistoryInquiry inquiry, AuthenticationId id, TimeProvider time)
    {
        // Secrets are not shown, whatever their values are.
        var format = contract.WireFormat.WithSecrets(name => $"(secret {name})");
        var schemas = ContractWsdl.Read(contract.Model, out _) is { } wsdl ? ContractSchemaSets.Of(contract, wsdl) : null;
        foreach (var part in InquirySplitter.Split(inquiry, format.Shape))
        {
            if (format.CheckInquiry(part) is { Count: > 0 } errors)
            {
                yield return new WrittenInquiry(string.Empty, errors, []);
                continue;
            }

            var header = new MessageHeader
            {
                AuthenticationId = id,
                RequestId = RequestId.Create(time),
                MessageId = MessageId.Create(time),
                SentAt = time.GetUtcNow(),
            };
            var context = new WireHeaderContext { Operation = UhitOperation.RequestHistoricalUsage, IsAnswer = false, Header = header };
            var message = new InquiryMessage(header, part);
            var envelope = SoapEnvelopeWriter.ToBytes(
                format.SoapVersion, SoapHeaders.Of(format, context), writer => format.WriteInquiry(writer, message));
            yield return new WrittenInquiry(Indented(envelope), [], schemas is null ? [] : [.. Check(contract, format, message, schemas)]);
        }
    }

    private static IEnumerable<ContractProblem> Check(
        MappedContract contract, UhitWireFormat format, InquiryMessage message, ContractSchemaSets schemas)
    {
        if (contract.Templates.FindRequest(UhitOperation.RequestHistoricalUsage) is not { } template
            || contract.Model.Find(UhitOperation.RequestHistoricalUsage)?.Template is not { } file)
        {
            return [];
        }

        using var content = new MemoryStream();
        using (var writer = XmlWriter.Create(
            content, new XmlWriterSettings { ConformanceLevel = ConformanceLevel.Fragment, Encoding = new UTF8Encoding(false) }))
        {
            format.WriteInquiry(writer, message);
        }

        content.Position = 0;
        return schemas.Check(template, content)
            .Select(finding =>
                new ContractProblem(file, finding.At.Line, finding.At.Column, string.Empty, TemplateCheck.Describe(finding)));
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
