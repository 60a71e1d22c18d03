using System.Text;
using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>An error as CNP reported it: its code and text are kept as they came.</summary>
/// <remarks>The description is CNP's text and may repeat personal data: <see cref="ToString"/> does not show it.</remarks>
public sealed record ReportedError
{
    /// <summary>CNP's code, such as <c>A76</c>, without padding. Never fails on one that is not known.</summary>
    public required string Code { get; init => field = TokenText.Strip(value); }

    /// <summary>CNP's text.</summary>
    public required string Description { get; init; }

    /// <summary>The line of the inquiry that it is about; <see langword="null"/>: the whole request.</summary>
    public int? LineNumber { get; init; }

    /// <summary>What the code means, as far as it is known.</summary>
    public ErrorCategory Category => ErrorCategories.Of(Code);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Code = ")
            .Append(DisplayText.Of(Code))
            .Append(", LineNumber = ")
            .Append(LineNumber)
            .Append(", Category = ")
            .Append(Category);
        return true;
    }
}
