using System.Text;
using Uhit.Client;

namespace Uhit.Cli.Output;

/// <summary>The error stream, where nothing gets through that acts on a terminal or can't be seen: messages, the
/// log and stack traces may hold text of others.</summary>
internal sealed class CleanWriter(TextWriter inner) : TextWriter
{
    private char? _half;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (_half is { } half)
        {
            _half = null;
            inner.Write(DisplayText.OfLines(new string([half, value])));
        }
        else if (char.IsHighSurrogate(value))
        {
            _half = value;
        }
        else
        {
            inner.Write(DisplayText.OfLines(value.ToString()));
        }
    }

    public override void Write(string? value) => inner.Write(DisplayText.OfLines(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine(string? value) => inner.WriteLine(DisplayText.OfLines(value));

    public override void Flush() => inner.Flush();
}
