namespace Uhit.Client.Wire.Reference;

/// <summary>From the domain to the types of the contract. What is <see langword="null"/> is left out.</summary>
internal static class ToWire
{
    public static Generated.RequestHistoricalUsage Inquiry(InquiryMessage message) => new()
    {
        Header = Header(message.Header),
        Line = [.. message.Inquiry.Lines.Select((line, index) => Line(line, index + 1))],
    };

    public static Generated.MessageHeader Header(MessageHeader header) => new()
    {
        AuthenticationId = header.AuthenticationId.Value,
        RequestId = header.RequestId.Value,
        MessageId = header.MessageId?.Value ?? throw Missing("Header/MessageId"),
        SentAt = header.SentAt ?? throw Missing("Header/SentAt"),
    };

    public static Generated.Acknowledgement Acknowledgement(Acknowledgement acknowledgement) => new()
    {
        RequestId = acknowledgement.RequestId.Value,
        MessageId = acknowledgement.MessageId?.Value ?? throw Missing("Acknowledgement/MessageId"),
        TransactionId = acknowledgement.TransactionId?.Value,
        ReceivedAt = acknowledgement.ReceivedAt,
        Status = (Generated.AcknowledgementStatus)acknowledgement.Status,
        Error = [.. acknowledgement.Errors.Select(Error)],
    };

    public static Generated.ErrorDetail Error(ReportedError error) => new()
    {
        Code = error.Code,
        Description = error.Description,
        LineNumber = error.LineNumber,
    };

    public static Generated.ValidationResult Validation(LineValidation validation) => new()
    {
        LineNumber = validation.LineNumber,
        EsiId = validation.EsiId.Value,
        Status = validation.Status.Value ?? string.Empty,
        Reason = [.. validation.Reasons.Select(Error)],
    };

    public static Generated.Address Address(ServiceAddress address) => new()
    {
        Line1 = address.Line1,
        Line2 = address.Line2,
        City = address.City,
        State = address.State,
        PostalCode = address.PostalCode,
    };

    private static Generated.InquiryLine Line(InquiryLine line, int number) => new()
    {
        LineNumber = number,
        EsiId = line.EsiId.Value,
        ServiceAddress = Address(line.ServiceAddress),
        UsageRequested = (Generated.UsageRequested)line.RequestedUsage,
        StartDate = line.Period.Start,
        EndDate = line.Period.End,
        Authorization = Authorization(line.Authorization),
    };

    private static Generated.CustomerAuthorization Authorization(CustomerAuthorization authorization) => new()
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
        CustomerAuthorizationObtained = authorization.Obtained,
    };

    private static WireFormatException Missing(string path) => new("missing-element", path);
}
