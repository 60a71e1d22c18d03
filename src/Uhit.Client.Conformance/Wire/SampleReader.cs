using System.Text;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Reads a captured message by the half of a Third Party.</summary>
internal sealed class SampleReader(UhitWireFormat format)
{
    /// <summary>The message as UTF-8 in an envelope: a file may hold the body's element alone, in any encoding that it names.</summary>
    public byte[] Envelope(byte[] file)
    {
        using var reader = XmlReader.Create(
            new MemoryStream(file), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        reader.MoveToContent();
        if (reader.LocalName != "Envelope")
        {
            return SoapEnvelopeWriter.ToBytes(format.SoapVersion, writer => writer.WriteNode(reader, defattr: false));
        }

        return IsUtf8(file)
            ? file
            : Encoding.UTF8.GetBytes(XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>What the message says. What kind it is, the body says, unless it is told.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="kind">One of the kinds; <see langword="null"/> where nobody knows.</param>
    /// <param name="path">The path that it came to.</param>
    public SampleMessage Read(byte[] envelope, string? kind, string path)
    {
        using var body = SoapEnvelope.Open(
            () => new MemoryStream(envelope, writable: false),
            MessageLimits.Default,
            new SoapHeaders(format).OfStored(),
            CancellationToken.None);
        body.PathCameTo = path;
        var found = format.FindOperations(body.BodyName.Name, body.BodyName.Namespace);
        kind ??= body.IsFault ? SampleMessage.Fault : found.Count > 0 ? found[0].ToString() : SampleMessage.InquiryAnswer;
        try
        {
            var message = kind switch
            {
                SampleMessage.Fault => new SampleMessage { Kind = kind, Detail = body.ReadFault(format).Detail },
                SampleMessage.InquiryAnswer => ReadAnswer(body, envelope),
                _ => ReadCallback(body, kind, found),
            };
            body.ReadToEnd();
            return message;
        }
        catch (WireFormatException refused)
        {
            return new SampleMessage { Kind = kind, Refused = refused };
        }
    }

    private static bool IsUtf8(byte[] file) =>
        file is not ([0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, ..] or [_, 0, ..])
        && !(Encoding.Latin1.GetString(file, 0, Math.Min(file.Length, 100)) is var start
            && start.Contains("encoding=", StringComparison.Ordinal)
            && !start.Contains("utf-8", StringComparison.OrdinalIgnoreCase));

    private SampleMessage ReadAnswer(SoapEnvelope body, byte[] envelope)
    {
        var answer = format.ReadInquiryAnswer(body);
        var more = new List<SampleMessage>();
        foreach (var operation in format.GetAnswerContent(UhitOperation.RequestHistoricalUsage))
        {
            var sink = new WireExchange(format).ReadAs(operation, envelope);
            if (sink.Header is not null)
            {
                more.Add(new SampleMessage { Kind = sink.Operation.ToString(), Content = sink });
            }
        }

        return new SampleMessage { Kind = SampleMessage.InquiryAnswer, Answer = answer, More = more };
    }

    private SampleMessage ReadCallback(SoapEnvelope body, string kind, IReadOnlyList<UhitOperation> found)
    {
        if (!Enum.TryParse<UhitOperation>(kind, out var operation)
            || operation is UhitOperation.RequestHistoricalUsage or UhitOperation.ConfirmUsage)
        {
            Assert.Fail(
                $"\"message\": \"{kind}\" is no message that a Third Party reads. There are {string.Join(", ", SampleFile.Kinds)}.");
        }

        // A body that carries several is read as the first of them: which it is, the format says.
        var first = found.Count > 0 && operation != UhitOperation.FetchUsage ? found[0] : operation;
        var sink = new RecordingSink();
        sink.Begin(first, found);
        format.ReadCallback(first, body, sink);
        return new SampleMessage
        {
            Kind = (operation == UhitOperation.FetchUsage || sink.Header is null ? operation : sink.Operation).ToString(),
            Content = sink,
        };
    }
}
