using Uhit.Cli.Events;
using Uhit.Cli.Hosting;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Tests.Events;

/// <summary>Events that are shown are handled: that must not happen before the receiver listens.</summary>
public sealed class EventPrinterTests
{
    [Fact]
    public async Task Show_BeforeItMayBegin_WaitsAndCanBeCancelled()
    {
        using var writer = new StringWriter();
        using var stop = new CancellationTokenSource();
        var begin = new TaskCompletionSource();
        var printer = new EventPrinter(new ToolOutput(json: false, new ToolConsole(writer)), TimeProvider.System, begin.Task);
        var waiting = printer.ShowAsync(HostileText.Of<CallbackUnmatched>(), CancellationToken.None);
        var cancelled = printer.ShowAsync(HostileText.Of<CallbackUnmatched>(), stop.Token);
        Assert.Empty(writer.ToString());
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Empty(writer.ToString());

        begin.SetResult();
        await waiting;
        Assert.Contains("Unmatched", writer.ToString(), StringComparison.Ordinal);
    }
}
