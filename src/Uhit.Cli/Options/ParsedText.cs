using System.CommandLine.Parsing;

namespace Uhit.Cli.Options;

/// <summary>Reads the text of an option or argument as a value.</summary>
internal static class ParsedText
{
    public delegate bool Reader<T>(string text, out T value);

    /// <summary>The value, or an error where the text is none.</summary>
    public static T Read<T>(ArgumentResult result, Reader<T> tryParse, string whyNot)
    {
        if (!tryParse(result.Tokens[0].Value, out var value))
        {
            result.AddError(whyNot);
        }

        return value;
    }
}
