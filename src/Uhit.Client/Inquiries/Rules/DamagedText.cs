namespace Uhit.Client.Inquiries.Rules;

/// <summary>Finds what must not leave in an inquiry that is stored already: the rules of its day may not have known it.</summary>
internal static class DamagedText
{
    /// <summary>The first line with a text that was lost in decoding or can't be carried by XML;
    /// <see langword="null"/> where there is none.</summary>
    public static int? LineOf(UsageHistoryInquiry inquiry)
    {
        for (var i = 0; i < inquiry.Lines.Count; i++)
        {
            if (SentTexts(inquiry.Lines[i]).Any(TextRules.IsDamaged))
            {
                return i + 1;
            }
        }

        return null;
    }

    private static IEnumerable<string?> SentTexts(InquiryLine line)
    {
        var (address, authorization) = (line.ServiceAddress, line.Authorization);
        return
        [
            address.Line1, address.Line2, address.City, address.State, address.PostalCode,
            authorization.CustomerName, authorization.AuthorizedBy, authorization.Title, authorization.Company, authorization.Telephone,
            authorization.Email, authorization.AuthorizedRecipient,
        ];
    }
}
