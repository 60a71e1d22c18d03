using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>The verb cannot go on, for a reason that the user can mend: shown as one message, without a stack trace.</summary>
internal sealed class ToolException : Exception
{
    public ToolException(string message, Exception? innerException = null)
        : base(DisplayText.Of(message), innerException)
    {
    }

    /// <summary>Whether the command line or an input file is wrong, so that nothing was done.</summary>
    public bool IsWrongUse { get; init; }
}
