namespace Uhit.Client;

/// <summary>One rule that an inquiry breaks, found before anything is sent.</summary>
/// <remarks>Holds no personal data: the field is named, its value is not repeated.</remarks>
public sealed record InquiryError
{
    /// <summary>Which rule.</summary>
    public required InquiryErrorCode Code { get; init; }

    /// <summary>What is wrong and what to do, in English.</summary>
    public required string Message { get; init; }

    /// <summary>The path of the property, such as <c>Lines[2].Authorization.Email</c>; positions count from 0, as in code.</summary>
    public required string Field { get; init; }

    /// <summary>The line, from 1; <see langword="null"/> where the inquiry as a whole is meant.</summary>
    public int? LineNumber { get; init; }
}
