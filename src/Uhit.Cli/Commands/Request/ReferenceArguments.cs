using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Uhit.Cli.Errors;
using Uhit.Client;

namespace Uhit.Cli.Commands.Request;

/// <summary>Under which reference an inquiry goes: the user's own, or one that follows from its content, so that
/// the same file is not sent twice by accident.</summary>
internal sealed class ReferenceArguments
{
    private const string NoDay = "none";

    private readonly Option<string?> _reference = new("--reference")
    {
        Description = "Your own key for the inquiry: sent again under the same key, the inquiry that exists is shown and nothing is sent. "
            + "Without it, and without one in the file, the key follows from the content and the day.",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _day = new("--reference-day")
    {
        Description = "The day that belongs to a key which follows from the content: today in Central time, unless it is given; none: the "
            + "same content is sent once for good.",
        HelpName = "YYYY-MM-DD|none",
    };

    private readonly Option<bool> _again =
        new("--again") { Description = "Send the same content once more on purpose, as an inquiry of its own." };

    public ReferenceArguments()
    {
        _reference.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && (string.IsNullOrWhiteSpace(token.Value) || token.Value.Length > UsageHistoryInquiry.MaxClientReferenceLength))
            {
                result.AddError($"--reference: write 1 to {UsageHistoryInquiry.MaxClientReferenceLength} characters.");
            }
        });
        _day.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value != NoDay && !TryParse(token.Value, out _))
            {
                result.AddError($"--reference-day: '{token.Value}' is no day. Write one such as 2026-01-05, or none.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_reference);
        command.Add(_day);
        command.Add(_again);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_reference) is not null && (result.GetResult(_day) is not null || result.GetResult(_again) is not null))
            {
                result.AddError(
                    "--reference is the whole key: --reference-day and --again are for inquiries without one. To send again under your own "
                        + "key, write another.");
            }
        });
    }

    /// <summary>Whether the command line says anything of a reference.</summary>
    public bool IsGiven(CommandResult result) =>
        result.GetResult(_reference) is not null || result.GetResult(_day) is not null || result.GetResult(_again) is not null;

    /// <summary>The reference that the command line gives.</summary>
    public string? Text(ParseResult parsed) => parsed.GetValue(_reference);

    /// <summary>Gives the inquiry the reference that follows from its content, where it has none.</summary>
    /// <exception cref="ToolException">The file has a reference, and an option is for those without.</exception>
    public UsageHistoryInquiry Complete(
        ParseResult parsed, UsageHistoryInquiry inquiry, AuthenticationId id, UhitEnvironment environment, TimeProvider time)
    {
        var again = parsed.GetValue(_again);
        if (inquiry.ClientReference is { } own)
        {
            return again || parsed.GetValue(_day) is not null ? throw HasItsOwn(own) : inquiry;
        }

        var now = time.GetUtcNow();
        DateOnly? day = parsed.GetValue(_day) is not { } text ? CentralTime.DateOf(now) : TryParse(text, out var given) ? given : null;
        var reference = ContentReference.Of(inquiry, id, environment, day);
        return inquiry with { ClientReference = again ? $"{reference}-again-{now:yyyyMMdd'T'HHmmss.fff'Z'}" : reference };
    }

    private static ToolException HasItsOwn(string reference) =>
        new("--again and --reference-day are for inquiries without a key of their own, and the file has the clientReference "
            + $"'{reference}'. Write another there, or as --reference.")
        {
            IsWrongUse = true,
        };

    private static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
