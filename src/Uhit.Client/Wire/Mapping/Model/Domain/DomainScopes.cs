namespace Uhit.Client.Wire.Mapping.Model.Domain;

/// <summary>Everything of the domain that a contract maps: the one list that the check, the JSON
/// schema, the reader and the tool are made from.</summary>
internal static class DomainScopes
{
    private static readonly FieldDefinition[] Period =
    [
        new("period.start", FieldType.Date, "The first day of what was asked for, where the inquiry is found by it."),
        new("period.end", FieldType.Date, "The last day of what was asked for; with `inclusive` false the day after it."),
    ];

    private static readonly FieldDefinition[] Header =
    [
        new(
            "authenticationId",
            FieldType.Identifier,
            "The Authentication ID of the Third Party. Without it: that of the client to which the message came."),
        new("requestId", FieldType.Identifier, "Our number of the inquiry. Without it the inquiry is found by what `correlation` names."),
        new("messageId", FieldType.Identifier, "The number of this message. Without it the message's content is its identity."),
        new("sentAt", FieldType.Time, "When the message was sent. Without it: when it was received."),
        new("transactionId", FieldType.Identifier, "CNP's own number for the inquiry."),
        new("correlationId", FieldType.Text, "What CNP echoes of ours, or its own number: whichever it is, the inquiry is found by it."),
        .. Period,
    ];

    private static readonly FieldDefinition Status = new(
        "status", FieldType.ClosedCode, "Accepted or Rejected, mostly by a table of codes.", IsRequired: true)
    {
        Codes = ["Accepted", "Rejected"],
    };

    private static readonly FieldDefinition ReceivedAt = new(
        "receivedAt", FieldType.Time, "When CNP received the inquiry. Without it: when its answer came.");

    private static readonly FieldDefinition[] ErrorFields =
    [
        new("code", FieldType.Code, "The code of what is wrong.", IsRequired: true),
        new("description", FieldType.Text, "The same in words. Without it: the code."),
        new("lineNumber", FieldType.Integer, "The line of the inquiry that it is about, from 1."),
    ];

    private static readonly FieldDefinition[] Address =
    [
        new("serviceAddress.line1", FieldType.Text, "Street and number."),
        new("serviceAddress.line2", FieldType.Text, "What else the street's line needs."),
        new("serviceAddress.city", FieldType.Text, "The city."),
        new("serviceAddress.state", FieldType.Text, "The state."),
        new("serviceAddress.postalCode", FieldType.Text, "The ZIP code."),
    ];

    private static readonly FieldDefinition EsiId = new("esiId", FieldType.Identifier, "The ESI ID.", IsRequired: true);

    private static readonly FieldDefinition LineNumber = new(
        "lineNumber", FieldType.Integer, "The line of the inquiry, from 1. Without it the line is found by its ESI ID.");

    private static readonly FieldDefinition MeterNumber = new("meterNumber", FieldType.Text, "The meter.");

    private static readonly FieldDefinition[] SeriesKey =
    [
        MeterNumber,
        new("channel", FieldType.Code, "Which way and what is measured. Without it: EnergyDelivered.")
        {
            Codes = ["EnergyDelivered", "EnergyReceived", "ReactiveDelivered", "ReactiveReceived"],
        },
        new("unit", FieldType.Code, "The unit. Without it: kWh, or kVARh for a reactive channel.")
        {
            Codes = ["kWh", "kW", "kVARh", "kVAR"],
        },
        new(
            "intervalMinutes",
            FieldType.Minutes,
            "The length of an interval in minutes, or as an xs:duration. Without it: from start to end of each reading."),
    ];

    /// <summary>One error or reason.</summary>
    public static ScopeDefinition Error { get; } = new(ScopeKind.Error, "error", "Each error or reason.", ErrorFields);

    /// <summary>The word that there is nothing to send.</summary>
    public static ScopeDefinition NoData { get; } = new(
        ScopeKind.NoData, "noData", "What says that there is no usage after all.", ErrorFields);

    /// <summary>CNP's answer to an inquiry.</summary>
    public static ScopeDefinition Answer { get; } = new(
        ScopeKind.Answer,
        "answerContent",
        "What an answer says.",
        [
            new("requestId", FieldType.Identifier, "Our number of the inquiry. Without it: that of the inquiry that is answered."),
            new("messageId", FieldType.Identifier, "The number of the message that is answered."),
            new("transactionId", FieldType.Identifier, "CNP's own number for the inquiry."),
            ReceivedAt,
            Status,
        ],
        new ScopeDefinition.Child("errors", Error));

    /// <summary>CNP's later acknowledgement.</summary>
    public static ScopeDefinition Acknowledgement { get; } = new(
        ScopeKind.Acknowledgement,
        "acknowledgement",
        "CNP's acknowledgement of an inquiry, as a message of its own.",
        [
            .. Header,
            new(
                "acknowledgedRequestId",
                FieldType.Identifier,
                "The inquiry that is acknowledged, where it stands apart. Without it: `requestId`."),
            new("acknowledgedMessageId", FieldType.Identifier, "The number of our message that is acknowledged."),
            ReceivedAt,
            Status,
        ],
        new ScopeDefinition.Child("errors", Error));

    /// <summary>CNP's verdicts.</summary>
    public static ScopeDefinition Validation { get; } = new(
        ScopeKind.Validation,
        "validation",
        "CNP's verdicts on the lines of an inquiry.",
        Header,
        new ScopeDefinition.Child(
            "lines",
            new ScopeDefinition(
                ScopeKind.Line,
                "line",
                "Each verdict.",
                [
                    LineNumber,
                    EsiId,
                    .. Period,
                    new("status", FieldType.Code, "Validated (data follows) or Failed (no data).", IsRequired: true)
                    {
                        Codes = ["Validated", "Failed"],
                    },
                ],
                new ScopeDefinition.Child("reasons", Error)),
            IsRequired: true));

    /// <summary>One interval.</summary>
    public static ScopeDefinition Reading { get; } = new(
        ScopeKind.Reading,
        "reading",
        "Each reading.",
        [
            new(
                "end",
                FieldType.IntervalTime,
                "The end of the interval. Without it and `start`, readings follow one another from the `date` or `start` of their series."),
            new("start", FieldType.IntervalTime, "The start of the interval, where the message names intervals by it."),
            new("quantity", FieldType.Number, "The value. A reading without one is left out.", IsRequired: true),
            new("readType", FieldType.Code, "How the value came about.", IsRequired: true) { Codes = ["Actual", "Estimated"] },
            .. SeriesKey,
        ]);

    /// <summary>A series of readings.</summary>
    public static ScopeDefinition Series { get; } = new(
        ScopeKind.Series,
        "series",
        "Each interval series: a channel of a meter, or a day of it.",
        [
            .. SeriesKey,
            new("date", FieldType.Date, "The day of the readings, where they have only times or numbers."),
            new("start", FieldType.Time, "The start of the first interval, where readings only follow one another."),
            new("scale", FieldType.Number, "What each quantity is multiplied with."),
        ],
        new ScopeDefinition.Child("readings", Reading, IsRequired: true));

    /// <summary>A billing period.</summary>
    public static ScopeDefinition Bill { get; } = new(
        ScopeKind.Bill,
        "bill",
        "Each billing period.",
        [
            MeterNumber,
            new("meterType", FieldType.Code, "What kind of meter.") { Codes = ["NonInterval", "Interval", "Advanced"] },
            new("startDate", FieldType.Date, "The first day.", IsRequired: true),
            new(
                "endDate",
                FieldType.Date,
                "The day of the closing read, which is not part of the period; with `inclusive` the last day of it.",
                IsRequired: true),
            new("readType", FieldType.Code, "How the reads came about.") { Codes = ["Actual", "Estimated"] },
            new("usage", FieldType.Number, "Energy, kWh.", IsRequired: true),
            new("meteredDemand", FieldType.Number, "Metered demand, kW."),
            new("billedDemand", FieldType.Number, "Billed demand, kW."),
            new("meteredApparentDemand", FieldType.Number, "Metered apparent demand, kVA."),
            new("billedApparentDemand", FieldType.Number, "Billed apparent demand, kVA."),
            new("powerFactor", FieldType.Number, "Power factor, 0 to 1."),
            new("multiplier", FieldType.Number, "What the meter's reads are multiplied with."),
        ]);

    /// <summary>The usage of one ESI ID.</summary>
    public static ScopeDefinition Usage { get; } = new(
        ScopeKind.Usage,
        "usage",
        "The usage of each ESI ID.",
        [
            LineNumber,
            EsiId,
            .. Period,
            new("customerName", FieldType.Text, "The customer of record."),
            .. Address,
            new("loadProfile", FieldType.Text, "The load profile."),
            new("rateClass", FieldType.Text, "The rate class or code."),
            new("meterReadCycle", FieldType.Text, "The meter read cycle."),
            new("ercotRegion", FieldType.Text, "The ERCOT region."),
        ],
        new ScopeDefinition.Child("noData", NoData),
        new ScopeDefinition.Child("bills", Bill),
        new ScopeDefinition.Child("series", Series));

    /// <summary>The data.</summary>
    public static ScopeDefinition Delivery { get; } = new(
        ScopeKind.Delivery,
        "delivery",
        "The usage that CNP sends.",
        [
            .. Header,
            new("deliveryId", FieldType.Identifier, "The number of the delivery. Without it the message is a delivery of its own."),
            new("partNumber", FieldType.Integer, "Which part it is, from 1."),
            new("partCount", FieldType.Integer, "How many parts there are."),
        ],
        new ScopeDefinition.Child("usage", Usage, IsRequired: true));

    /// <summary>The detail of a fault.</summary>
    public static ScopeDefinition Fault { get; } = new(
        ScopeKind.Fault,
        "faultContent",
        "What the detail of a SOAP fault says.",
        [
            new("code", FieldType.Code, "A code.", IsRequired: true),
            new("description", FieldType.Text, "The same in words."),
            new("messageId", FieldType.Identifier, "The message that it is about."),
            new(
                "status",
                FieldType.Code,
                "What it says of the inquiry, mostly by a table of codes: Rejected, it was not booked and the same would be refused again; "
                    + "NotTaken, it was not booked and may be sent again. Any other value, and none: that is not known.")
            {
                Codes = ["Rejected", "NotTaken"],
            },
        ]);
}
