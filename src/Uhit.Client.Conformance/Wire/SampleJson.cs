using System.Globalization;
using System.Text.Json.Nodes;
using Uhit.Client.Usage;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What a message says, as the JSON of an expectation: the names of the domain's
/// properties; what is not there is left out.</summary>
internal static class SampleJson
{
    public static JsonObject Of(SampleMessage message)
    {
        var json = new JsonObject { ["message"] = message.Kind };
        if (message.Refused is { } refused)
        {
            json["refused"] = new JsonObject { ["code"] = refused.Code, ["path"] = refused.Path };
        }

        Add(json, "acknowledgement", message.Answer is { } answer ? Of(answer) : null);
        Add(json, "fault", message.Detail is { } fault
            ? Object(("code", fault.Code), ("description", fault.Description), ("messageId", Id(fault.MessageId?.Value)))
            : null);
        if (message.Content is { } content)
        {
            // What was fetched is one of the callbacks, or nothing.
            Add(
                json,
                "operation",
                content.Header is null || content.Operation.ToString() == message.Kind ? null : content.Operation.ToString());
            Add(json, "empty", content.Header is null ? true : null);
            AddContent(json, content);
        }

        Add(json, "content", List(message.More.Select(Of)));
        return json;
    }

    /// <summary>A reading in one line: when it ends, how much, and how it was read.</summary>
    public static string Of(IntervalReading reading) =>
        string.Create(CultureInfo.InvariantCulture, $"{Time(reading.End)} {Number(reading.Quantity)} {reading.ReadType.Value}");

    public static JsonNode Number(decimal value) => JsonNode.Parse(NumberText(value))!;

    private static void AddContent(JsonObject json, RecordingSink content)
    {
        if (content.Header is { } header)
        {
            json["header"] = Object(
                ("authenticationId", Id(header.AuthenticationId.Value)), ("requestId", Id(header.RequestId.Value)),
                ("messageId", Id(header.MessageId?.Value)), ("sentAt", header.SentAt is { } sent ? Time(sent) : null));
        }

        Add(json, "transactionId", content.TransactionId?.Value);
        Add(json, "correlationIds", List(content.CorrelationIds.Select(id => (JsonNode)id)));
        Add(json, "periods", List(content.Periods.Select(asked =>
            Object(("start", Date(asked.Period.Start)), ("end", Date(asked.Period.End)), ("esiId", asked.EsiId?.Value)))));
        Add(json, "acknowledgement", content.Acknowledgement is { } acknowledgement ? Of(acknowledgement) : null);
        Add(json, "part", content.Part is { } part
            ? Object(("deliveryId", part.DeliveryId.Value), ("partNumber", part.PartNumber), ("partCount", part.PartCount))
            : null);
        Add(json, "lines", List(content.Validations.Select(Of)));
        Add(json, "usage", List(content.Histories.Select(Of)));
        Add(json, "unknownElements", content.UnknownElements == 0 ? null : content.UnknownElements);
    }

    private static JsonObject Of(Acknowledgement value) => Object(
        ("requestId", Id(value.RequestId.Value)), ("messageId", Id(value.MessageId?.Value)), ("transactionId", value.TransactionId?.Value),
        ("receivedAt", Time(value.ReceivedAt)), ("status", value.Status.ToString()), ("errors", List(value.Errors.Select(Of))));

    private static JsonObject Of(LineValidation value) =>
        Object(
            ("lineNumber", Line(value.LineNumber)),
            ("esiId", value.EsiId.Value),
            ("status", value.Status.Value),
            ("reasons", List(value.Reasons.Select(Of))));

    private static JsonObject Of(ReportedError value) =>
        Object(("code", value.Code), ("description", value.Description), ("lineNumber", value.LineNumber));

    private static JsonObject Of(UsageHistory value) => Object(
        ("lineNumber", Line(value.LineNumber)),
        ("esiId", value.EsiId.Value),
        ("customerName", value.CustomerName),
        ("serviceAddress", value.ServiceAddress is { } address ? Of(address) : null),
        ("loadProfile", value.LoadProfile),
        ("rateClass", value.RateClass),
        ("meterReadCycle", value.MeterReadCycle),
        ("ercotRegion", value.ErcotRegion),
        ("noData", value.NoData is { } reason ? Of(reason) : null),
        ("billingPeriods", List(value.BillingPeriods.Select(Of))),
        ("intervalSeries", List(value.IntervalSeries.Select(Of))));

    private static JsonObject Of(ServiceAddress value) =>
        Object(
            ("line1", value.Line1), ("line2", value.Line2), ("city", value.City), ("state", value.State), ("postalCode", value.PostalCode));

    private static JsonObject Of(BillingPeriod value) => Object(
        ("meterNumber", value.MeterNumber),
        ("meterType", value.MeterType?.Value),
        ("startDate", Date(value.StartDate)),
        ("endDate", Date(value.EndDate)),
        ("readType", value.ReadType?.Value),
        ("usage", Number(value.Usage)),
        ("meteredDemand", Optional(value.MeteredDemand)),
        ("billedDemand", Optional(value.BilledDemand)),
        ("meteredApparentDemand", Optional(value.MeteredApparentDemand)),
        ("billedApparentDemand", Optional(value.BilledApparentDemand)),
        ("powerFactor", Optional(value.PowerFactor)),
        ("multiplier", Optional(value.Multiplier)));

    private static JsonObject Of(IntervalSeries value) => Object(
        ("meterNumber", value.MeterNumber),
        ("channel", value.Channel.Value),
        ("unit", value.Unit.Value),
        ("intervalMinutes", Number((decimal)value.Interval.TotalMinutes)),
        ("readings", new JsonArray([.. value.Select(reading => (JsonNode)Of(reading))])));

    private static JsonObject Object(params (string Name, JsonNode? Value)[] members)
    {
        var json = new JsonObject();
        foreach (var (name, value) in members)
        {
            Add(json, name, value);
        }

        return json;
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static JsonArray? List(IEnumerable<JsonNode> items) => new JsonArray([.. items]) is { Count: > 0 } list ? list : null;

    private static JsonNode? Optional(decimal? value) => value is { } number ? Number(number) : null;

    private static JsonNode? Line(int number) => number == 0 ? null : number;

    private static string? Id(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    // The value counts, not how many zeros end it.
    private static string NumberText(decimal value) => (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
