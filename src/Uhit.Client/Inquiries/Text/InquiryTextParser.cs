using Uhit.Client.Inquiries.Rules;

namespace Uhit.Client.Inquiries.Text;

/// <summary>Makes an inquiry from texts, as from JSON or CSV: every text that can't be read is reported, all at once.</summary>
/// <remarks>Reads the form only; whether the inquiry keeps the rules is said by <see cref="InquiryValidator"/>. Fields of errors are those
/// of <see cref="InquiryLineText"/>. Stateless and thread-safe; nothing depends on the machine's language.</remarks>
internal static class InquiryTextParser
{
    private const string DefaultState = "TX";

    /// <summary>Reads an inquiry.</summary>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="clientReference">The user's own key for the inquiry, where there is one.</param>
    public static InquiryTextResult Parse(IReadOnlyList<InquiryLineText> lines, string? clientReference)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var errors = new List<InquiryError>();
        var parsed = new List<InquiryLine>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            var list = new ErrorList(errors, $"Lines[{i}]", i + 1);
            if (lines[i] is null)
            {
                list.Add(InquiryErrorCode.MissingField, string.Empty, "the line is missing.");
            }
            else
            {
                parsed.Add(Parse(lines[i], list));
            }
        }

        var inquiry = new UsageHistoryInquiry { ClientReference = FieldText.Optional(clientReference), Lines = parsed };
        return errors.Count == 0 ? new InquiryTextResult(inquiry, []) : new InquiryTextResult(null, errors);
    }

    private static InquiryLine Parse(InquiryLineText line, ErrorList errors) => new()
    {
        EsiId = FieldText.EsiId(line.EsiId, nameof(line.EsiId), errors),
        ServiceAddress = new ServiceAddress
        {
            Line1 = FieldText.Required(line.AddressLine1, nameof(line.AddressLine1), errors),
            Line2 = FieldText.Optional(line.AddressLine2),
            City = FieldText.Required(line.City, nameof(line.City), errors),
            State = FieldText.Optional(line.State) ?? DefaultState,
            PostalCode = FieldText.Required(line.PostalCode, nameof(line.PostalCode), errors),
        },
        RequestedUsage = FieldText.Usage(line.RequestedUsage, nameof(line.RequestedUsage), errors),
        Period = Period(line, errors),
        Authorization = new CustomerAuthorization
        {
            CustomerName = FieldText.Required(line.CustomerName, nameof(line.CustomerName), errors),
            AuthorizedBy = FieldText.Required(line.AuthorizedBy, nameof(line.AuthorizedBy), errors),
            Title = FieldText.Optional(line.Title),
            Company = FieldText.Optional(line.Company),
            Telephone = FieldText.Required(line.Telephone, nameof(line.Telephone), errors),
            Email = FieldText.Required(line.Email, nameof(line.Email), errors),
            AuthorizedRecipient = FieldText.Optional(line.AuthorizedRecipient),
            AuthorizedOn = FieldText.RequiredDate(line.AuthorizedOn, nameof(line.AuthorizedOn), errors),
            ExpiresOn = FieldText.Expiry(line.ExpiresOn, nameof(line.ExpiresOn), errors),
            Obtained = FieldText.YesOrNo(line.AuthorizationObtained, nameof(line.AuthorizationObtained), errors),
            EvidenceReference = FieldText.Optional(line.EvidenceReference),
        },
    };

    private static UsagePeriod Period(InquiryLineText line, ErrorList errors)
    {
        var start = FieldText.RequiredDate(line.StartDate, nameof(line.StartDate), errors);
        var end = FieldText.RequiredDate(line.EndDate, nameof(line.EndDate), errors);

        // A date that can't be read is reported already, and stands here as default.
        if (!UsagePeriod.TryCreate(start, end, out var period) && start != default && end != default)
        {
            errors.Add(InquiryErrorCode.PeriodReversed, nameof(InquiryLine.Period), "the period ends before it begins.");
        }

        return period;
    }
}

/// <summary>What became of the texts of an inquiry.</summary>
internal sealed record InquiryTextResult
{
    /// <summary>Makes one.</summary>
    /// <param name="inquiry">The inquiry; <see langword="null"/> where a text could not be read.</param>
    /// <param name="errors">Every text that could not be read, line after line; empty where there is an inquiry.</param>
    public InquiryTextResult(UsageHistoryInquiry? inquiry, IReadOnlyList<InquiryError> errors)
    {
        Inquiry = inquiry;
        Errors = errors;
    }

    /// <summary>The inquiry; <see langword="null"/> where a text could not be read.</summary>
    public UsageHistoryInquiry? Inquiry { get; init; }

    /// <summary>Every text that could not be read, line after line; empty where there is an inquiry.</summary>
    public IReadOnlyList<InquiryError> Errors { get; init; }
}
