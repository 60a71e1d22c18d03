namespace Uhit.Cli.Input;

/// <summary>An input file can't be understood: what is wrong with it, without the file's name and the full stop.</summary>
internal sealed class InputException(string message) : Exception(message);
