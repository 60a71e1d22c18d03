using Uhit.Client.Inquiries.Rules;

namespace Uhit.Client.Inquiries;

/// <summary>Judges an inquiry by the rules of the guide and the market before it is sent: all errors at once.</summary>
/// <remarks>Every rule with its source: <c>docs/reference/rules.md</c>. Days are those of Central Prevailing Time. Thread-safe.</remarks>
internal sealed class InquiryValidator
{
    private readonly InquiryRules _rules;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes a validator.</summary>
    /// <param name="rules">What may differ.</param>
    /// <param name="timeProvider">The clock that says what day it is.</param>
    public InquiryValidator(InquiryRules rules, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(timeProvider);
        _rules = rules;
        _timeProvider = timeProvider;
    }

    /// <summary>Finds every rule that an inquiry breaks.</summary>
    /// <param name="inquiry">The inquiry. Parts of it that are missing are errors, never exceptions.</param>
    /// <param name="authenticationId">Who asks.</param>
    /// <returns>The errors: those of the whole first, then line after line; empty where all is well.</returns>
    public IReadOnlyList<InquiryError> Validate(UsageHistoryInquiry inquiry, AuthenticationId authenticationId)
    {
        ArgumentNullException.ThrowIfNull(inquiry);
        var errors = new List<InquiryError>();
        var whole = new ErrorList(errors, string.Empty, null);
        CheckAuthenticationId(whole, authenticationId);
        TextRules.CheckOptional(
            whole, nameof(inquiry.ClientReference), inquiry.ClientReference, UsageHistoryInquiry.MaxClientReferenceLength);

        // The compiler's "never null" ends where JSON and reflection begin.
        var lines = inquiry.Lines ?? [];
        CheckLineCount(whole, lines.Count);
        var today = CentralTime.DateOf(_timeProvider.GetUtcNow());
        var firstLineOf = new Dictionary<EsiId, int>();
        for (var i = 0; i < lines.Count; i++)
        {
            LineRules.Check(new ErrorList(errors, $"Lines[{i}]", i + 1), lines[i], _rules, today, firstLineOf);
        }

        return errors;
    }

    private void CheckAuthenticationId(ErrorList errors, AuthenticationId id)
    {
        if (id == default)
        {
            errors.Add(InquiryErrorCode.MissingField, nameof(AuthenticationId), "The Authentication ID is missing.");
        }
        else if (_rules.IsRetailElectricProvider
            && !(DunsNumber.TryParse(id.Value, out var duns) && duns.Value == id.Value))
        {
            errors.Add(
                InquiryErrorCode.DunsRequired,
                nameof(AuthenticationId),
                "A REP's Authentication ID is its DUNS number, 9 digits, or DUNS+4, 13 digits, without dashes. Another Third Party sets "
                    + "IsRetailElectricProvider to false.");
        }
    }

    private void CheckLineCount(ErrorList errors, int count)
    {
        if (count == 0)
        {
            errors.Add(InquiryErrorCode.NoLines, nameof(UsageHistoryInquiry.Lines), "An inquiry has at least one line.");
        }
        else if (count > _rules.MaxLines)
        {
            errors.Add(
                InquiryErrorCode.TooManyLines,
                nameof(UsageHistoryInquiry.Lines),
                $"An inquiry has at most {_rules.MaxLines} lines (MaxLines), this one has {count}: split it.");
        }
    }
}
