using System.Threading.Channels;
using Uhit.Client.Reliability.Hosting;

namespace Uhit.Client.Reliability.Processes;

/// <summary>What a child hears from its parent and tells it, line by line. When the parent is gone, so is the child.</summary>
internal sealed class ParentLine
{
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
    private readonly Lock _telling = new();
    private readonly Stream _output = Console.OpenStandardOutput();

    private ParentLine(HostSettings settings) => Settings = settings;

    public HostSettings Settings { get; }

    /// <summary>Reads the settings, and listens from then on.</summary>
    public static ParentLine Open()
    {
        var input = new StreamReader(Console.OpenStandardInput());
        var line = new ParentLine(HostSettings.FromLine(input.ReadLine() ?? throw new InvalidOperationException("No settings came.")));
        new Thread(() => line.Listen(input)) { IsBackground = true, Name = "Parent" }.Start();
        return line;
    }

    /// <summary>Tells the parent something; it is in the pipe when the call returns, so it arrives even if we are killed at once.</summary>
    public void Tell(string line)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(line + "\n");
        lock (_telling)
        {
            _output.Write(bytes);
        }
    }

    /// <summary>The next line of the parent's.</summary>
    public ValueTask<string> HearAsync() => _heard.Reader.ReadAsync();

    private void Listen(StreamReader input)
    {
        while (input.ReadLine() is { } heard)
        {
            _heard.Writer.TryWrite(heard);
        }

        Signals.KillSelf();
    }
}
