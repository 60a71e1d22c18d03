using Uhit.Client.Reliability.Chores;
using Uhit.Client.Reliability.Processes;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>The roles in which this program starts itself.</summary>
internal static class Hosts
{
    public static async Task<int> RunAsync(string role)
    {
        if (role == ChildGuard.Role)
        {
            ChildGuard.Run();
            return 0;
        }

        var parent = ParentLine.Open();
        switch (role)
        {
            case ReceiverHost.Role:
                await ReceiverHost.RunAsync(parent).ConfigureAwait(false);
                return 0;
            case SenderHost.Role:
                await SenderHost.RunAsync(parent).ConfigureAwait(false);
                return 0;
            case WorkerHost.Role:
                await WorkerHost.RunAsync(parent).ConfigureAwait(false);
                return 0;
            case ChoreHost.Role:
                await ChoreHost.RunAsync(parent).ConfigureAwait(false);
                return 0;
            default:
                return 2;
        }
    }
}
