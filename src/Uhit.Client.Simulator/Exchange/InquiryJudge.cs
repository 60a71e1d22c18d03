using System.Net.Mail;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>CNP's checks, as guide 1.3 says them. Written apart from the client's own validator, so that
/// neither can hide a mistake of the other.</summary>
internal sealed class InquiryJudge(UhitSimulatorOptions options)
{
    private const string NotAuthorized = "NotAuthorized";
    private const string InvalidPeriod = "InvalidPeriod";

    /// <summary>What is wrong with the request as a whole; null where nothing is.</summary>
    public ReportedError? JudgeWhole(InquiryMessage message)
    {
        if (options.Scenario.Rejection is { } rejection)
        {
            return rejection;
        }

        if (options.AllowedAuthenticationIds is { } allowed && !allowed.Contains(message.Header.AuthenticationId))
        {
            return new ReportedError { Code = NotAuthorized, Description = "The Authentication ID is not registered." };
        }

        var lines = message.Inquiry.Lines;
        if (lines.Count == 0)
        {
            return new ReportedError { Code = "MissingField", Description = "The request has no line." };
        }

        return lines.Select(line => line.EsiId).Distinct().Count() < lines.Count
            ? new ReportedError { Code = "Duplicate", Description = "An ESI ID is in the request twice." }
            : null;
    }

    /// <summary>What is wrong with one line.</summary>
    public IReadOnlyList<ReportedError> JudgeLine(InquiryLine line, int lineNumber, DateOnly today)
    {
        var errors = new List<ReportedError>();
        void Add(bool wrong, string code, string description)
        {
            if (wrong)
            {
                errors.Add(new ReportedError { Code = code, Description = description, LineNumber = lineNumber });
            }
        }

        var authorization = line.Authorization;
        Add(
            !options.TerritoryPrefixes.Any(prefix => line.EsiId.Value.StartsWith(prefix, StringComparison.Ordinal)),
            "NotInTerritory",
            "The ESI ID is not in the territory.");
        Add(line.RequestedUsage == RequestedUsage.None, "MissingField", "No kind of usage is requested.");
        Add(!authorization.Obtained, NotAuthorized, "The customer's authorization was not obtained.");
        Add(authorization.AuthorizedOn > today, NotAuthorized, "The authorization is signed in the future.");
        Add(authorization.ExpiresOn < today, NotAuthorized, "The authorization has expired.");
        Add(!IsEmail(authorization.Email), "InvalidEmail", "The e-mail address is not valid.");
        Add(line.Period.Days < 3, InvalidPeriod, "The period is shorter than three days.");
        Add(
            line.Period.Start < DateOnly.MaxValue.AddYears(-1) && line.Period.End >= line.Period.Start.AddYears(1),
            InvalidPeriod,
            "The period is longer than a year.");
        Add(line.Period.End > today, InvalidPeriod, "The period ends in the future.");
        return errors;
    }

    private static bool IsEmail(string text) =>
        MailAddress.TryCreate(text, out var address)
        && address.Address == text.Trim()
        && address.Host.Contains('.', StringComparison.Ordinal);
}
