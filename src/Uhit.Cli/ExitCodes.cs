namespace Uhit.Cli;

/// <summary>What the tool's exit codes mean, for scripts.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Refused by the other side, failed, or stopped before it was done.</summary>
    public const int Failed = 1;

    /// <summary>Wrong use: an option is missing or cannot be understood. Nothing was done.</summary>
    public const int WrongUse = 2;
}
