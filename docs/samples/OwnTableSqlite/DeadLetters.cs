using Uhit.Client;

internal static class DeadLetters
{
    public static async Task ReplayAllAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var inbox = services.GetRequiredKeyedService<IUsageHistoryInbox>("Production");
        await foreach (var letter in inbox.ListDeadLettersAsync(cancellationToken))
        {
            await inbox.ReplayDeadLetterAsync(letter.Sequence, letter.Handler, cancellationToken); // or DiscardDeadLetterAsync
        }
    }
}
