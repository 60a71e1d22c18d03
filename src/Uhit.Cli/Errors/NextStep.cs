namespace Uhit.Cli.Errors;

/// <summary>A command that goes on.</summary>
/// <param name="Command">What to write.</param>
/// <param name="What">What it does.</param>
internal sealed record NextStep(string Command, string What);
