using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Chores;

/// <summary>A process that does one chore, and is killed in the middle of it: on SQLite by its
/// own disk, at the n-th change of a file.</summary>
internal static class ChoreHost
{
    public const string Role = "chore";

    public static async Task RunAsync(ParentLine parent)
    {
        var settings = parent.Settings;
        var disk = settings.Store.Kind == StoreKind.Sqlite ? new DiskVfs(KillAt.Change(int.MaxValue)) : null;
        if (settings.Chore == Chore.InMigration)
        {
            Arm(disk, settings);
        }

        parent.Tell("begin");
        await using var receiver = await LocalReceiver.OpenAsync(settings, disk).ConfigureAwait(false);
        if (settings.Chore == Chore.InPurge)
        {
            Arm(disk, settings);
            parent.Tell("purging");
            await receiver.Services.GetRequiredKeyedService<IUsageHistoryInbox>(HostServices.ClientName)
                .PurgeInquiryAsync(RequestId.Parse(settings.ChoreInquiry!), includeWaiting: true).ConfigureAwait(false);
        }

        if (settings.Chore == Chore.InCheckpoint)
        {
            Arm(disk, settings);
            await ReceiveAsync(parent, receiver).ConfigureAwait(false);
        }

        parent.Tell("done");
        await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
    }

    // Until the log is long enough for a checkpoint, and longer.
    private static async Task ReceiveAsync(ParentLine parent, LocalReceiver receiver)
    {
        while (true)
        {
            var words = (await parent.HearAsync().ConfigureAwait(false)).Split(' ');
            var callback = new InquiryPlan(int.Parse(words[0]), int.Parse(words[1])).Callback(int.Parse(words[2]));
            var (_, answer) = await receiver.Door.SendAsync(callback, CancellationToken.None).ConfigureAwait(false);
            parent.Tell("answer " + Convert.ToBase64String(answer));
        }
    }

    private static void Arm(DiskVfs? disk, HostSettings settings)
    {
        // Only a checkpoint writes into the database itself.
        disk?.Script = settings.Chore == Chore.InCheckpoint
            ? new KillAt(
                settings.ChoreChange,
                static (kind, file) => file == DiskFile.Database && kind is DiskOperationKind.Write or DiskOperationKind.Sync,
                settings.ChoreBytes)
            : KillAt.Change(settings.ChoreChange, settings.ChoreBytes);
    }
}
