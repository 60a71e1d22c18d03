using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>An error that CNP reported, or a rule that is broken.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Message">Its text.</param>
/// <param name="LineNumber">The line; absent for the whole.</param>
/// <param name="Field">The field; absent where CNP reported it.</param>
internal sealed record ErrorItem(string Code, string Message, int? LineNumber = null, string? Field = null)
{
    /// <summary>The row of the input file, as a spreadsheet counts; absent where it is no table.</summary>
    public int? Row { get; init; }

    public static ErrorItem Of(ReportedError error) => new(error.Code, error.Description, error.LineNumber);

    public static IReadOnlyList<ErrorItem>? ListOf(IReadOnlyList<ReportedError> errors) =>
        errors.Count == 0 ? null : [.. errors.Select(Of)];

    /// <summary>What CNP reports, in a line: the code alone where CNP gave no words, and it stands for them.</summary>
    public static string Words(ReportedError error) => error.Description == error.Code ? error.Code : $"{error.Code} {error.Description}";
}
