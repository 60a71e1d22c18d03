using System.Text;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Reads small messages by small contracts.</summary>
internal static class MappedMessage
{
    private const string DefaultCodes = """
        "codes": { "q": { "A": "Actual", "E": "Estimated" }, "n": { "one": 1 } },
        """;

    /// <summary>A contract of one delivery; <paramref name="usage"/> is what stands in its <c>usage</c>, <paramref name="delivery"/> beside
    /// that, <paramref name="top"/> beside the messages.</summary>
    public static SimulatedWireFormat Delivery(string usage, string delivery = "", string top = "", string codes = DefaultCodes) =>
        ContractFolder.Load($$"""
            {
              "id": "t-1", "namespaces": { "t": "urn:t" }, {{top}}
              {{codes}}
              "messages": { "delivery": { "root": "t:Data", {{delivery}} "usage": { {{usage}} } } }
            }
            """).WireFormat;

    /// <summary>A contract of one series of quarter hours for each ESI ID, by its readings.</summary>
    public static SimulatedWireFormat Readings(
        string readings, string series = "\"intervalMinutes\": { \"const\": 15 },", string top = "") =>
        Delivery(
            $$"""
            "each": "t:A", "esiId": "@id",
            "series": { {{series}} "readings": { "each": "t:R", "quantity": "@v", "readType": { "const": "Actual" }, {{readings}} } }
            """,
            top: top);

    public static RecordingSink Read(
        SimulatedWireFormat format,
        string body,
        UhitOperation operation = UhitOperation.DeliverHistoricalUsage,
        string header = "",
        ICallbackSink? sink = null)
    {
        var envelope = $"<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\">{header}<e:Body>{body}</e:Body></e:Envelope>";
        using var message = SoapEnvelope.Open(
            () => new MemoryStream(Encoding.UTF8.GetBytes(envelope)), MessageLimits.Default, new SoapHeaders(format, []),
            CancellationToken.None);
        var recording = new RecordingSink();
        recording.Begin(operation, format.FindOperations(message.BodyName.Name, message.BodyName.Namespace));
        format.ReadCallback(operation, message, sink ?? recording);
        message.ReadToEnd();
        return recording;
    }

    /// <summary>The only series of the only ESI ID.</summary>
    public static IntervalSeries Series(SimulatedWireFormat format, string content, string id = "10089010000000001") =>
        Assert.Single(Assert.Single(Read(format, $"<Data xmlns=\"urn:t\"><A id=\"{id}\">{content}</A></Data>").Histories).IntervalSeries);

    /// <summary>Each reading as its end in UTC and its value.</summary>
    public static string Text(IntervalSeries series) =>
        string.Join(' ', series.Select(reading => $"{reading.End.UtcDateTime:MM-ddTHH:mm}={reading.Quantity}"));

    public static WireFormatException Refused(SimulatedWireFormat format, string content) =>
        Assert.Throws<WireFormatException>(() => Series(format, content));
}
