using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>A program that submits inquiries, as its parent tells it.</summary>
internal static class SenderHost
{
    public const string Role = "sender";

    public static async Task RunAsync(ParentLine parent)
    {
        var services = new ServiceCollection();
        HostServices.Add(services, parent);
        var provider = services.BuildServiceProvider();
        await using var disposing = provider.ConfigureAwait(false);
        foreach (var hosted in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await hosted.StartingAsync(CancellationToken.None).ConfigureAwait(false);
        }

        var client = provider.GetRequiredService<IUsageHistoryClient>();
        await SettleAsync(client).ConfigureAwait(false);
        parent.Tell("ready");
        while (true)
        {
            var words = (await parent.HearAsync().ConfigureAwait(false)).Split(' ');
            _ = Task.Run(() => DoAsync(client, provider.GetRequiredService<TimeProvider>(), parent, words));
        }
    }

    // Sends that an earlier life had begun become Uncertain while a worker runs; our clock is so
    // far ahead that it happens at its first look.
    private static async Task SettleAsync(IUsageHistoryClient client)
    {
        while (await client.ListAsync(InquiryQuery.All with { Sending = SendingState.Sending }).AnyAsync().ConfigureAwait(false))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10)).ConfigureAwait(false);
        }
    }

    private static async Task DoAsync(IUsageHistoryClient client, TimeProvider time, ParentLine parent, string[] words)
    {
        try
        {
            var result = words[0] == "resend"
                ? await client.ResendAsync(RequestId.Parse(words[1])).ConfigureAwait(false)
                : await client.SubmitAsync(
                    new InquiryBuilder(time).WithClientReference(words[1]).AddLines(Lines(words[1])).Build()).ConfigureAwait(false);
            parent.Tell($"done {words[1]} {result.Outcome}");
        }
        catch (UhitException e)
        {
            parent.Tell($"done {words[1]} {e.GetType().Name}");
        }
    }

    // The same for the same reference: a few KB, or a good hundred.
    private static int Lines(string reference) => reference.Contains("long", StringComparison.Ordinal) ? 200 : 2;
}
