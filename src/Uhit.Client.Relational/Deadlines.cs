namespace Uhit.Client.Relational;

/// <summary>Reports what has reached its deadline.</summary>
internal static class Deadlines
{
    /// <param name="reached">The inquiries.</param>
    /// <param name="reportAsync">Reports one, unless another process has done so meanwhile; gives whether it did.</param>
    /// <returns>How many it reported.</returns>
    public static async Task<int> ReportAsync(IAsyncEnumerable<RequestId> reached, Func<RequestId, Task<bool>> reportAsync)
    {
        var count = 0;
        UhitStoreException? failure = null;
        await foreach (var requestId in reached.ConfigureAwait(false))
        {
            try
            {
                count += await reportAsync(requestId).ConfigureAwait(false) ? 1 : 0;
            }
            catch (UhitStoreException exception) when (!exception.IsTransient)
            {
                // An inquiry that can't be read keeps no other from being reported.
                failure ??= exception;
            }
        }

        return failure is null ? count : throw failure;
    }
}
