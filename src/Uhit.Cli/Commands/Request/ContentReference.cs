using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Uhit.Client;

namespace Uhit.Cli.Commands.Request;

/// <summary>A reference that follows from what is asked, by whom and on which day: the same
/// file, sent again, is the same inquiry.</summary>
/// <remarks>Everything that CNP would get counts, so that a corrected telephone number makes another inquiry. The order of the lines, the
/// file's form (CSV, JSON), white space around and within texts, and
/// <see cref="CustomerAuthorization.EvidenceReference"/>, which is never sent, do not.</remarks>
internal static class ContentReference
{
    /// <summary>The reference.</summary>
    /// <param name="inquiry">What is asked; valid.</param>
    /// <param name="authenticationId">Who asks.</param>
    /// <param name="environment">Test or Production.</param>
    /// <param name="day">The day that belongs to it; <see langword="null"/> for none.</param>
    public static string Of(UsageHistoryInquiry inquiry, AuthenticationId authenticationId, UhitEnvironment environment, DateOnly? day)
    {
        var lines = inquiry.Lines.Select(LineOf).Order(StringComparer.Ordinal);
        var text = string.Join('\u001e', [environment.ToString(), authenticationId.Value, .. lines]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
        return day is { } date ? $"content-{Date(date)}-{hash}" : $"content-{hash}";
    }

    private static string LineOf(InquiryLine line)
    {
        var (at, by) = (line.ServiceAddress, line.Authorization);
        string?[] parts =
        [
            line.EsiId.Value, at.Line1, at.Line2, at.City, at.State, at.PostalCode, line.RequestedUsage.ToString(), Date(line.Period.Start),
            Date(line.Period.End),
            by.CustomerName, by.AuthorizedBy, by.Title, by.Company, by.Telephone, by.Email, by.AuthorizedRecipient, Date(by.AuthorizedOn),
            by.ExpiresOn is { } end ? Date(end) : null, by.Obtained ? "obtained" : null,
        ];
        return string.Join('\u001f', parts.Select(Normalized));
    }

    private static string Normalized(string? text) =>
        string.Join(
            ' ', (text ?? string.Empty).Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
