using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client.Export;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Cli.Commands.Export;

/// <summary>The files of an export. Each is written beside its place and moved there when it is whole.</summary>
internal sealed class ExportFiles(UsageExport format, string path, string extension, ExportTally tally)
{
    /// <summary>How many there are.</summary>
    public int Written { get; private set; }

    public async Task WriteAsync(StoredUsage usage, string split, Action step, CancellationToken cancellationToken)
    {
        switch (split)
        {
            case "esi-id":
                await foreach (var history in Counted(usage, step, cancellationToken).ConfigureAwait(false))
                {
                    await WriteAsync(Only(history), history.EsiId.Value, cancellationToken).ConfigureAwait(false);
                }

                break;
            case "request":
                foreach (var id in usage.RequestIds)
                {
                    await WriteAsync(Counted(usage.Of(id), step, cancellationToken), Uri.EscapeDataString(id.Value), cancellationToken)
                        .ConfigureAwait(false);
                }

                break;
            default:
                await WriteAsync(Counted(usage, step, cancellationToken), name: null, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task WriteAsync(IAsyncEnumerable<UsageHistory> usage, string? name, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            var output = Console.OpenStandardOutput();
            await using (output.ConfigureAwait(false))
            {
                await format.WriteAsync(usage, output, tally, cancellationToken).ConfigureAwait(false);
                Written++;
                return;
            }
        }

        var before = tally.Readings;
        var isWritten = await WholeFile.WriteAsync(name is null ? path : Path.Combine(path, name + extension), async file =>
        {
            await format.WriteAsync(usage, file, tally, cancellationToken).ConfigureAwait(false);

            // What was there before stays where there is nothing to take its place, as with a load profile that was refused.
            return tally.Readings > before || (name is null && file.Length > 0);
        }).ConfigureAwait(false);
        Written += isWritten ? 1 : 0;
    }

    private static IAsyncEnumerable<UsageHistory> Counted(StoredUsage usage, Action step, CancellationToken cancellationToken) =>
        usage.ReadAsync(cancellationToken).Select(history =>
        {
            step();
            return history;
        });

    private static IAsyncEnumerable<UsageHistory> Only(UsageHistory history) => new[] { history }.ToAsyncEnumerable();
}
