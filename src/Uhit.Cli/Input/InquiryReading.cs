using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Text;

namespace Uhit.Cli.Input;

/// <summary>An inquiry out of a file: typed lines, or all that is wrong with them.</summary>
internal static class InquiryReading
{
    /// <summary>Reads and judges the lines: what cannot be read and what breaks a rule is told at once, line after line.</summary>
    /// <returns>The inquiry, and what is wrong with it; without errors it is whole.</returns>
    public static (UsageHistoryInquiry Inquiry, IReadOnlyList<InquiryError> Errors) Read(InquiryFile file, string? clientReference, AuthenticationId id, InquiryRules rules)
    {
        var texts = file.Rows.Select(Line).ToList();
        var unreadable = InquiryTextParser.Parse(texts, clientReference ?? file.ClientReference).Errors;
        var unreadableLines = unreadable.Select(error => error.LineNumber).ToHashSet();
        var inquiry = new UsageHistoryInquiry
        {
            ClientReference = clientReference ?? file.ClientReference,

            // A line that cannot be read has no value to judge; the validator takes the null for missing, which is left out below.
            Lines = [.. texts.Select(text => InquiryTextParser.Parse([text], null).Inquiry?.Lines[0]!)],
        };
        var judged = new InquiryValidator(rules, TimeProvider.System).Validate(inquiry, id)
            .Where(error => error.LineNumber is not { } line || !unreadableLines.Contains(line));
        return (inquiry, [.. unreadable.Concat(judged).OrderBy(error => error.LineNumber ?? 0)]);
    }

    /// <summary>Reads the lines of an inquiry that went as it is: what cannot be read is wrong, the rules are not asked.</summary>
    public static (UsageHistoryInquiry? Inquiry, IReadOnlyList<InquiryError> Errors) ReadSent(InquiryFile file)
    {
        var read = InquiryTextParser.Parse([.. file.Rows.Select(Line)], file.ClientReference);
        return (read.Inquiry, read.Errors);
    }

    private static InquiryLineText Line(IReadOnlyDictionary<string, string> row)
    {
        string? Text(string name) => row.GetValueOrDefault(name);
        return new InquiryLineText
        {
            EsiId = Text(nameof(InquiryLineText.EsiId)),
            AddressLine1 = Text(nameof(InquiryLineText.AddressLine1)),
            AddressLine2 = Text(nameof(InquiryLineText.AddressLine2)),
            City = Text(nameof(InquiryLineText.City)),
            State = Text(nameof(InquiryLineText.State)),
            PostalCode = Text(nameof(InquiryLineText.PostalCode)),
            RequestedUsage = Text(nameof(InquiryLineText.RequestedUsage)),
            StartDate = Text(nameof(InquiryLineText.StartDate)),
            EndDate = Text(nameof(InquiryLineText.EndDate)),
            CustomerName = Text(nameof(InquiryLineText.CustomerName)),
            AuthorizedBy = Text(nameof(InquiryLineText.AuthorizedBy)),
            Title = Text(nameof(InquiryLineText.Title)),
            Company = Text(nameof(InquiryLineText.Company)),
            Telephone = Text(nameof(InquiryLineText.Telephone)),
            Email = Text(nameof(InquiryLineText.Email)),
            AuthorizedRecipient = Text(nameof(InquiryLineText.AuthorizedRecipient)),
            AuthorizedOn = Text(nameof(InquiryLineText.AuthorizedOn)),
            ExpiresOn = Text(nameof(InquiryLineText.ExpiresOn)),
            AuthorizationObtained = Text(nameof(InquiryLineText.AuthorizationObtained)),
            EvidenceReference = Text(nameof(InquiryLineText.EvidenceReference)),
        };
    }
}
