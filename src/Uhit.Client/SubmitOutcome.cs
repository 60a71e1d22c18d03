using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>How a submission ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubmitOutcome>))]
public enum SubmitOutcome
{
    /// <summary>CNP took the inquiry for processing: validation and data follow as callbacks.</summary>
    Accepted = 1,

    /// <summary>CNP refused the inquiry as a whole: <see cref="SubmitResult.Errors"/> says why.</summary>
    Rejected,

    /// <summary>The inquiry breaks rules of the guide: <see cref="SubmitResult.InvalidFields"/> says which.
    /// Nothing was stored and nothing was sent.</summary>
    Invalid,

    /// <summary>The inquiry may have reached CNP, and no answer came. A callback resolves it; or resend or
    /// abandon it. It is never sent again blindly.</summary>
    Uncertain,

    /// <summary>An inquiry of the same client reference exists: <see cref="SubmitResult.Inquiry"/> is it. Nothing was sent.</summary>
    AlreadySubmitted,
}
