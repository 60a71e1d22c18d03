using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>What CNP reports, in a line.</summary>
internal static class ReportedWords
{
    /// <summary>Code and words; the code alone where CNP gave no words, and it stands for them.</summary>
    public static string Of(ReportedError error) => error.Description == error.Code ? error.Code : $"{error.Code} {error.Description}";
}
