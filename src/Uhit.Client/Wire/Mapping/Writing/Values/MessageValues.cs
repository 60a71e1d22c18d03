namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>The names that the templates of each message can use. They are those of the domain's properties, in camelCase.</summary>
internal static class MessageValues
{
    private static readonly string[] Statuses = [nameof(AcknowledgementStatus.Accepted), nameof(AcknowledgementStatus.Rejected)];

    /// <summary>The names of a message.</summary>
    /// <param name="kind">Which message.</param>
    /// <param name="zone">The zone at whose midnights days end.</param>
    public static ValueScope Of(MessageKind kind, TimeZoneInfo zone) => kind switch
    {
        MessageKind.Headers => Part(new ValueScope<HeadersItem>("message")
            .Text("action", item => item.Action)
            .Text("operation", item => item.Operation.ToString())
            .OptionalText("to", item => item.To?.OriginalString)
            .OptionalText("authenticationId", item => Filled(item.Header?.AuthenticationId.Value))
            .OptionalText("requestId", item => Filled(item.Header?.RequestId.Value))
            .OptionalText("messageId", item => item.Header?.MessageId?.Value)
            .Optional("sentAt", ValueKind.Time, item => item.Header?.SentAt)
            .OptionalText("transactionId", item => item.Callback?.TransactionId?.Value)
            .OptionalText("correlationId", item => Filled(item.Callback?.CorrelationId)),
            item => item.Callback?.Part),
        MessageKind.Request => Request(),
        MessageKind.RequestAnswer => RequestAnswer(zone),
        MessageKind.Acknowledgement => Notice(),
        MessageKind.Validation => Header(new ValueScope<WireCallback>("validation"), item => item.Header)
            .OptionalText("transactionId", item => item.TransactionId?.Value)
            .OptionalText("correlationId", Correlation)
            .Loop(Verdict(), item => item.Validations),
        MessageKind.Delivery => Part(
            Header(new ValueScope<WireCallback>("delivery"), item => item.Header)
                .OptionalText("transactionId", item => item.TransactionId?.Value)
                .OptionalText("correlationId", Correlation), item => item.Part)
            .Loop(UsageValues.Scope(zone), item => item.Usage),
        MessageKind.CallbackAnswer => CallbackAnswer(),
        MessageKind.Fetch => Fetch(),
        MessageKind.FetchAnswer => FetchAnswer(zone),
        MessageKind.Confirm => Part(
            Header(new ValueScope<WireFetch>("confirm"), item => item.Header)
                .OptionalText("transactionId", item => item.TransactionId?.Value)
                .OptionalText("confirms", item => item.Confirms?.Value),
            item => item.Part),
        MessageKind.ConfirmAnswer => Answer(new ValueScope<Acknowledgement>("answer"), item => item),
        MessageKind.Fault => new ValueScope<WireFault>("fault")
            .Text("code", item => item.Code)
            .Text("description", item => item.Description)
            .OptionalText("messageId", item => item.MessageId?.Value)
            .OptionalText("status", item => StatusOf(item.Sending)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string? StatusOf(SendingState sending) => sending switch
    {
        SendingState.Rejected => "Rejected",
        SendingState.NotSent => "NotTaken",
        _ => null,
    };

    internal static string? Filled(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static ValueScope<InquiryMessage> Request() => Header(new ValueScope<InquiryMessage>("request"), item => item.Header)
        .Add("lineCount", ValueKind.Integer, item => item.Inquiry.Lines.Count)
        .Loop(InquiryLineValues.Scope(), item => item.Inquiry.Lines);

    private static ValueScope<AnswerItem> RequestAnswer(TimeZoneInfo zone) =>
        Answer(new ValueScope<AnswerItem>("answer"), item => item.Acknowledgement)
            .Loop(Verdict(), item => item.Content.SelectMany(notice => notice.Validations))
            .Loop(UsageValues.Scope(zone), item => item.Content.SelectMany(notice => notice.Usage));

    // What a callback repeats of the request is our number where the request has it.
    private static string? Correlation(WireCallback item) => Filled(item.Header.RequestId.Value) ?? item.TransactionId?.Value;

    private static ValueScope<WireCallback> Notice()
    {
        var scope = Header(new ValueScope<WireCallback>("acknowledgement"), item => item.Header);
        return scope
            .OptionalText("acknowledgedRequestId", item => Filled(item.Acknowledgement!.RequestId.Value))
            .OptionalText("acknowledgedMessageId", item => item.Acknowledgement!.MessageId?.Value)
            .OptionalText("transactionId", item => (item.Acknowledgement!.TransactionId ?? item.TransactionId)?.Value)
            .OptionalText("correlationId", Correlation)
            .Add("receivedAt", ValueKind.Time, item => item.Acknowledgement!.ReceivedAt)
            .Closed("status", item => item.Acknowledgement!.Status.ToString(), Statuses)
            .Loop(Error("error"), item => item.Acknowledgement!.Errors);
    }

    private static ValueScope<WireFetch> Fetch() => Header(new ValueScope<WireFetch>("fetch"), item => item.Header)
        .OptionalText("transactionId", item => item.TransactionId?.Value)
        .Loop(InquiryLineValues.Scope(), item => item.Inquiry?.Lines ?? []);

    private static ValueScope<FetchAnswerItem> FetchAnswer(TimeZoneInfo zone)
    {
        var scope = new ValueScope<FetchAnswerItem>("fetchAnswer")
            .OptionalText("authenticationId", item => Filled((item.Notice?.Header ?? item.Fetch.Header).AuthenticationId.Value))
            .OptionalText("requestId", item => Filled((item.Notice?.Header ?? item.Fetch.Header).RequestId.Value))
            .OptionalText("messageId", item => item.Notice?.Header.MessageId?.Value)
            .Optional("sentAt", ValueKind.Time, item => item.Notice?.Header.SentAt)
            .OptionalText("transactionId", item => (item.Notice?.TransactionId ?? item.Fetch.TransactionId)?.Value)
            .Add("ready", ValueKind.Boolean, item => item.Notice is not null);
        return Part(scope, item => item.Notice?.Part)
            .Loop(Verdict(), item => item.Notice?.Validations ?? [])
            .Loop(UsageValues.Scope(zone), item => item.Notice?.Usage ?? []);
    }

    private static ValueScope<T> Header<T>(ValueScope<T> scope, Func<T, MessageHeader> header) => scope
        .OptionalText("authenticationId", item => Filled(header(item).AuthenticationId.Value))
        .OptionalText("requestId", item => Filled(header(item).RequestId.Value))
        .OptionalText("messageId", item => header(item).MessageId?.Value)
        .Optional("sentAt", ValueKind.Time, item => header(item).SentAt);

    private static ValueScope<T> Part<T>(ValueScope<T> scope, Func<T, DeliveryPart?> part) => scope
        .OptionalText("deliveryId", item => part(item)?.DeliveryId.Value)
        .Optional("partNumber", ValueKind.Integer, item => part(item)?.PartNumber)
        .Optional("partCount", ValueKind.Integer, item => part(item)?.PartCount);

    private static ValueScope<T> Answer<T>(
        ValueScope<T> scope, Func<T, Acknowledgement> answer, Func<T, TransactionId?>? transactionId = null) =>
        scope
            .OptionalText("requestId", item => Filled(answer(item).RequestId.Value))
            .OptionalText("messageId", item => answer(item).MessageId?.Value)
            .OptionalText("transactionId", item => (transactionId is null ? answer(item).TransactionId : transactionId(item))?.Value)
            .Add("receivedAt", ValueKind.Time, item => answer(item).ReceivedAt)
            .Closed("status", item => answer(item).Status.ToString(), Statuses)
            .Loop(Error("error"), item => answer(item).Errors);

    // What the callback brought, CNP's number of it included: the acknowledgement has only that of an inquiry.
    private static ValueScope<CallbackAnswerItem> CallbackAnswer()
    {
        var scope = Answer(
            new ValueScope<CallbackAnswerItem>("answer"), item => item.Acknowledgement,
            item => item.Acknowledgement.TransactionId ?? item.Callback.TransactionId);
        return Part(
            scope.OptionalText("authenticationId", item => Filled(item.Callback.Header.AuthenticationId.Value))
                .Optional("sentAt", ValueKind.Time, item => item.Callback.Header.SentAt)
                .OptionalText("correlationId", item => Filled(item.Callback.CorrelationId)),
            item => item.Callback.Part);
    }

    private static ValueScope<LineValidation> Verdict() => new ValueScope<LineValidation>("line")
        .Add("lineNumber", ValueKind.Integer, item => item.LineNumber == 0 ? null : item.LineNumber, isOptional: true)
        .Text("esiId", item => item.EsiId.Value)
        .Add("status", ValueKind.Code, item => item.Status.Value)
        .Loop(Error("reason"), item => item.Reasons);

    private static ValueScope<ReportedError> Error(string name) => new ValueScope<ReportedError>(name)
        .Add("code", ValueKind.Code, item => item.Code)
        .Text("description", item => item.Description)
        .Optional("lineNumber", ValueKind.Integer, item => item.LineNumber);

    /// <summary>The answer to an inquiry, with what comes at once.</summary>
    internal sealed record AnswerItem(Acknowledgement Acknowledgement, IReadOnlyList<WireCallback> Content);

    /// <summary>Our answer to a callback, with what the callback brought.</summary>
    internal sealed record CallbackAnswerItem(Acknowledgement Acknowledgement, WireCallback Callback);

    /// <summary>The answer to a fetch; without a notice nothing is ready.</summary>
    internal sealed record FetchAnswerItem(WireFetch Fetch, WireCallback? Notice);

    /// <summary>The message whose header blocks are written.</summary>
    internal sealed record HeadersItem(
        UhitOperation Operation, string Action, MessageHeader? Header = null, Uri? To = null, WireCallback? Callback = null);
}
