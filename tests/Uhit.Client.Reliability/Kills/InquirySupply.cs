using System.Threading.Channels;
using Uhit.Client.Inquiries;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Kills;

/// <summary>Inquiries for the sender, in store before it hears of them. Added between two lives of the
/// receiver, so that it recovers alone from each kill.</summary>
internal sealed class InquirySupply(StoreSite site, int seed)
{
    private readonly Channel<int> _numbers = Channel.CreateUnbounded<int>();
    private int _count;

    /// <summary>How many of them the sender has not begun.</summary>
    public int Left => _numbers.Reader.Count;

    public int Count => _count;

    public async Task AddAsync(int count)
    {
        var calendar = new ErcotHolidayCalendar();
        var store = await site.OpenAsync().ConfigureAwait(false);
        await using var disposing = store.ConfigureAwait(false);
        await Task.WhenAll(Enumerable.Range(_count, count)
            .Select(number => store.Inquiries.AddAsync(new InquiryPlan(seed, number).ToRecord(calendar)))).ConfigureAwait(false);
        for (var i = 0; i < count; i++)
        {
            _numbers.Writer.TryWrite(_count++);
        }
    }

    /// <summary>No more are needed.</summary>
    public void Complete() => _numbers.Writer.TryComplete();

    public async ValueTask<int?> NextAsync(CancellationToken cancellationToken) =>
        await _numbers.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && _numbers.Reader.TryRead(out var number) ? number
        : _numbers.Reader.Completion.IsCompleted ? null
        : await NextAsync(cancellationToken).ConfigureAwait(false);
}
