using Uhit.Client;
using Uhit.Client.Inquiries.Text;

namespace Uhit.Cli.Input;

/// <summary>A line of which some values can't be read: the others are judged all the same, and none of the
/// errors comes from a value that stands in.</summary>
/// <param name="Line">The line, with something in place of each value that can't be read.</param>
/// <param name="Unreadable">The columns of these values.</param>
internal sealed record PartlyReadLine(InquiryLine Line, IReadOnlySet<string> Unreadable)
{
    private const string StandInDay = "2000-01-01";

    /// <summary>Reads what can be read.</summary>
    public static PartlyReadLine Of(InquiryLineText text, IReadOnlySet<string> unreadable)
    {
        string? Or(string name, string? given, string? standIn) => unreadable.Contains(name) ? standIn : given;

        // Of half a period only its one day is known: whether it is in the future. Of one that is reversed the end counts.
        var isReversed = unreadable.Contains(nameof(InquiryLine.Period));
        var start = isReversed
            ? text.EndDate
            : Or(nameof(text.StartDate), text.StartDate, Or(nameof(text.EndDate), text.EndDate, StandInDay));
        var readable = text with
        {
            EsiId = Or(nameof(text.EsiId), text.EsiId, "1008901000000000000001"),
            AddressLine1 = Or(nameof(text.AddressLine1), text.AddressLine1, "-"),
            City = Or(nameof(text.City), text.City, "-"),
            PostalCode = Or(nameof(text.PostalCode), text.PostalCode, "-"),
            RequestedUsage = Or(nameof(text.RequestedUsage), text.RequestedUsage, nameof(Uhit.Client.RequestedUsage.Billing)),
            StartDate = start,
            EndDate = Or(nameof(text.EndDate), text.EndDate, start),
            CustomerName = Or(nameof(text.CustomerName), text.CustomerName, "-"),
            AuthorizedBy = Or(nameof(text.AuthorizedBy), text.AuthorizedBy, "-"),
            Telephone = Or(nameof(text.Telephone), text.Telephone, "-"),
            Email = Or(nameof(text.Email), text.Email, "-"),
            AuthorizedOn = Or(nameof(text.AuthorizedOn), text.AuthorizedOn, StandInDay),
            ExpiresOn = Or(nameof(text.ExpiresOn), text.ExpiresOn, null),
            AuthorizationObtained = Or(nameof(text.AuthorizationObtained), text.AuthorizationObtained, "true"),
        };
        var line = InquiryTextParser.Parse([readable], null).Inquiry!.Lines[0];

        // No ESI ID rather than one that may be another line's.
        return new PartlyReadLine(unreadable.Contains(nameof(text.EsiId)) ? line with { EsiId = default } : line, unreadable);
    }

    /// <summary>Whether an error is of the values that were read.</summary>
    public bool IsOfWhatWasRead(InquiryError error) =>
        InquiryField.OfError(error) is { } field ? !Unreadable.Contains(field.Name)
        : !InquiryField.IsOfPeriod(error) || error.Code == InquiryErrorCode.PeriodInFuture
            || !(Unreadable.Contains(nameof(InquiryLineText.StartDate)) || Unreadable.Contains(nameof(InquiryLineText.EndDate))
                || Unreadable.Contains(nameof(InquiryLine.Period)));
}
