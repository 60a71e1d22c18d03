using System.Text;
using Uhit.Cli.Hosting;

namespace Uhit.Cli.Tests;

/// <summary>The tool in this process: what most tests run, since a process of its own takes half a second.</summary>
internal sealed class UhitTool : UhitRunning
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _run;

    private UhitTool(IReadOnlyDictionary<string, string?> environment, string[] arguments)
    {
        var output = new Lines(OnOutput);
        var errors = new Lines(OnError);
        var console = new ToolConsole(TextWriter.Synchronized(output), errors) { Variable = environment.GetValueOrDefault };
        _run = Task.Run(async () =>
        {
            try
            {
                return await Tool.RunAsync(arguments, console, _stop.Token);
            }
            finally
            {
                output.End();
                errors.End();
                OnOutputEnd();
            }
        });
    }

    public static UhitTool Start(params string[] arguments) => Start(new Dictionary<string, string?>(), arguments);

    /// <summary>Starts it with these environment variables alone. Those that the library itself reads need a process.</summary>
    public static UhitTool Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        new(environment, arguments);

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<UhitRun> RunAsync(params string[] arguments)
    {
        await using var tool = Start(arguments);
        return await tool.EndAsync();
    }

    public override void Terminate() => _stop.Cancel();

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await EndAsync();
        _stop.Dispose();
    }

    protected override Task<int> ExitAsync(CancellationToken cancellationToken) => _run.WaitAsync(cancellationToken);

    /// <summary>Hands on what is written line by line, as the stream of a process does.</summary>
    private sealed class Lines(Action<string> onLine) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value == '\n')
            {
                onLine(_line.ToString().TrimEnd('\r'));
                _line.Clear();
            }
            else
            {
                _line.Append(value);
            }
        }

        public void End()
        {
            if (_line.Length > 0)
            {
                Write('\n');
            }
        }
    }
}
