namespace Uhit.Client;

/// <summary>Which rule an inquiry breaks: a stable name, fit for comparing, storing and translating.</summary>
/// <remarks>Each rule and its source: <c>docs/reference/rules.md</c>. Later versions may add codes.
/// <see langword="default"/> is no code: its text is empty.</remarks>
public readonly record struct InquiryErrorCode
{
    /// <summary>Makes a code.</summary>
    /// <param name="value">The name.</param>
    public InquiryErrorCode(string value) => Value = value;

    /// <summary>Something that must be there is not.</summary>
    public static InquiryErrorCode MissingField { get; } = new(nameof(MissingField));

    /// <summary>A text is longer than the contract has room for.</summary>
    public static InquiryErrorCode TextTooLong { get; } = new(nameof(TextTooLong));

    /// <summary>A text is empty where it should be left out, or has characters that can't be seen, that XML can't
    /// carry, or that stand for lost ones (U+FFFD).</summary>
    public static InquiryErrorCode InvalidText { get; } = new(nameof(InvalidText));

    /// <summary>The inquiry has no lines.</summary>
    public static InquiryErrorCode NoLines { get; } = new(nameof(NoLines));

    /// <summary>The inquiry has more lines than <see cref="InquiryRules.MaxLines"/>.</summary>
    public static InquiryErrorCode TooManyLines { get; } = new(nameof(TooManyLines));

    /// <summary>The Authentication ID of a REP is not its DUNS or DUNS+4 number.</summary>
    public static InquiryErrorCode DunsRequired { get; } = new(nameof(DunsRequired));

    /// <summary>A text is not an ESI ID.</summary>
    public static InquiryErrorCode InvalidEsiId { get; } = new(nameof(InvalidEsiId));

    /// <summary>An ESI ID is outside CNP's territory.</summary>
    public static InquiryErrorCode NotInTerritory { get; } = new(nameof(NotInTerritory));

    /// <summary>An ESI ID was probably damaged on its way: its end was cut to zeros, or it has not as many digits as CNP's have.</summary>
    public static InquiryErrorCode UnlikelyEsiId { get; } = new(nameof(UnlikelyEsiId));

    /// <summary>An ESI ID is asked for twice.</summary>
    public static InquiryErrorCode DuplicateEsiId { get; } = new(nameof(DuplicateEsiId));

    /// <summary>Neither billing nor interval history is asked for.</summary>
    public static InquiryErrorCode NoUsageRequested { get; } = new(nameof(NoUsageRequested));

    /// <summary>The kind of history is not one that there is.</summary>
    public static InquiryErrorCode InvalidUsageRequested { get; } = new(nameof(InvalidUsageRequested));

    /// <summary>The period ends before it begins.</summary>
    public static InquiryErrorCode PeriodReversed { get; } = new(nameof(PeriodReversed));

    /// <summary>The period has fewer than three days.</summary>
    public static InquiryErrorCode PeriodTooShort { get; } = new(nameof(PeriodTooShort));

    /// <summary>The period is longer than one full year.</summary>
    public static InquiryErrorCode PeriodTooLong { get; } = new(nameof(PeriodTooLong));

    /// <summary>The period ends in the future.</summary>
    public static InquiryErrorCode PeriodInFuture { get; } = new(nameof(PeriodInFuture));

    /// <summary>A line has no customer authorization.</summary>
    public static InquiryErrorCode AuthorizationMissing { get; } = new(nameof(AuthorizationMissing));

    /// <summary>It is not stated that the customer's authorization was obtained.</summary>
    public static InquiryErrorCode AuthorizationNotObtained { get; } = new(nameof(AuthorizationNotObtained));

    /// <summary>The authorization is signed in the future.</summary>
    public static InquiryErrorCode AuthorizationInFuture { get; } = new(nameof(AuthorizationInFuture));

    /// <summary>The authorization has expired.</summary>
    public static InquiryErrorCode AuthorizationExpired { get; } = new(nameof(AuthorizationExpired));

    /// <summary>An e-mail address is not valid.</summary>
    public static InquiryErrorCode InvalidEmail { get; } = new(nameof(InvalidEmail));

    /// <summary>A telephone number has fewer than ten digits.</summary>
    public static InquiryErrorCode InvalidTelephone { get; } = new(nameof(InvalidTelephone));

    /// <summary>The lines don't fit into one request of the contract.</summary>
    public static InquiryErrorCode NotOneRequest { get; } = new(nameof(NotOneRequest));

    /// <summary>A text is not a date.</summary>
    public static InquiryErrorCode InvalidDate { get; } = new(nameof(InvalidDate));

    /// <summary>A text is neither yes nor no.</summary>
    public static InquiryErrorCode InvalidBoolean { get; } = new(nameof(InvalidBoolean));

    /// <summary>The name.</summary>
    public string Value { get; init; }

    /// <summary>The code as it may be shown; <see cref="Value"/> has it as it came.</summary>
    public override string ToString() => DisplayText.Of(Value);
}
