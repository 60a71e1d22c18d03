namespace Uhit.Client.Wire.Reference;

/// <summary>From the types of the contract to the domain.</summary>
internal static class FromWire
{
    public static MessageHeader Header(Generated.MessageHeader header, string message) => new()
    {
        AuthenticationId = Required<AuthenticationId>(header.AuthenticationId, message, "Header/AuthenticationId"),
        RequestId = Required<RequestId>(header.RequestId, message, "Header/RequestId"),
        MessageId = Required<MessageId>(header.MessageId, message, "Header/MessageId"),
        SentAt = header.SentAt,
    };

    public static Acknowledgement Acknowledgement(Generated.Acknowledgement acknowledgement, string message) => new()
    {
        RequestId = Required<RequestId>(acknowledgement.RequestId, message, "Acknowledgement/RequestId"),
        MessageId = Required<MessageId>(acknowledgement.MessageId, message, "Acknowledgement/MessageId"),
        TransactionId = Optional<TransactionId>(acknowledgement.TransactionId, message, "Acknowledgement/TransactionId"),
        ReceivedAt = acknowledgement.ReceivedAt,
        Status = (AcknowledgementStatus)acknowledgement.Status,
        Errors = Errors(acknowledgement.Error),
    };

    public static ReportedError Error(Generated.ErrorDetail error) => new()
    {
        Code = error.Code,
        Description = error.Description,
        LineNumber = error.LineNumber,
    };

    public static LineValidation Validation(Generated.ValidationResult result, string message) => new()
    {
        LineNumber = result.LineNumber,
        EsiId = Required<EsiId>(result.EsiId, message, "Result/EsiId"),
        Status = new ValidationStatus(result.Status),
        Reasons = Errors(result.Reason),
    };

    public static ServiceAddress Address(Generated.Address address) => new()
    {
        Line1 = address.Line1,
        Line2 = address.Line2,
        City = address.City,
        State = address.State,
        PostalCode = address.PostalCode,
    };

    public static InquiryMessage Inquiry(Generated.RequestHistoricalUsage request)
    {
        const string Message = Generated.RequestHistoricalUsage.ElementName;
        var lines = new List<InquiryLine>(request.Line.Count);
        foreach (var line in request.Line)
        {
            // Answers name lines by number, and the domain's numbers are positions.
            if (line.LineNumber != lines.Count + 1)
            {
                throw new WireFormatException("bad-line-number", $"{Message}/Line[{lines.Count + 1}]/LineNumber");
            }

            lines.Add(Line(line, Message));
        }

        return new InquiryMessage(Header(request.Header, Message), new UsageHistoryInquiry { Lines = lines });
    }

    public static T Required<T>(string text, string message, string path)
        where T : struct, IParsable<T> =>
        T.TryParse(text, null, out var value) ? value : throw new WireFormatException("bad-value", message + "/" + path);

    public static T? Optional<T>(string? text, string message, string path)
        where T : struct, IParsable<T> =>
        text is null ? null : Required<T>(text, message, path);

    private static InquiryLine Line(Generated.InquiryLine line, string message) => new()
    {
        EsiId = Required<EsiId>(line.EsiId, message, "Line/EsiId"),
        ServiceAddress = Address(line.ServiceAddress),
        RequestedUsage = (RequestedUsage)line.UsageRequested,
        Period = UsagePeriod.TryCreate(line.StartDate, line.EndDate, out var period)
            ? period
            : throw new WireFormatException("bad-value", message + "/Line/EndDate"),
        Authorization = Authorization(line.Authorization),
    };

    private static CustomerAuthorization Authorization(Generated.CustomerAuthorization authorization) => new()
    {
        CustomerName = authorization.CustomerName,
        AuthorizedBy = authorization.AuthorizedBy,
        Title = authorization.Title,
        Company = authorization.Company,
        Telephone = authorization.Telephone,
        Email = authorization.Email,
        AuthorizedRecipient = authorization.AuthorizedRecipient,
        AuthorizedOn = authorization.AuthorizedOn,
        ExpiresOn = authorization.ExpiresOn,
        Obtained = authorization.CustomerAuthorizationObtained,
    };

    private static ReportedError[] Errors(IReadOnlyList<Generated.ErrorDetail> errors) => [.. errors.Select(Error)];
}
