using Microsoft.Extensions.Logging;
using Uhit.Client.Events;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Inbox.Rooms;

namespace Uhit.Client.Inbox.Retention;

/// <summary>Purges by age, now and then.</summary>
internal sealed class RetentionChore : IStoreChore
{
    private readonly DispatcherSettings _dispatch;
    private readonly RetentionOptions _options;
    private readonly PayloadPurger _purger;
    private readonly HandlerSet _handlers;
    private readonly ILogger _logger;
    private DateTimeOffset? _purgedAt;
    private bool _isTold;

    /// <exception cref="UhitConfigurationException">Ages don't go together.</exception>
    public RetentionChore(DispatcherSettings dispatch, RetentionOptions options, PayloadPurger purger, HandlerSet handlers, ILogger logger)
    {
        foreach (var (setting, rule) in RetentionRules.Check(options, dispatch.RetryHorizon))
        {
            throw new UhitConfigurationException($"Retention:{setting} of the client \"{dispatch.Client}\" {rule}");
        }

        _dispatch = dispatch;
        _options = options;
        _purger = purger;
        _handlers = handlers;
        _logger = logger;
    }

    public async Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_purgedAt is not null && now - _purgedAt < _options.Interval)
        {
            return;
        }

        var kinds = RetentionRules.HoldingKinds(_options, _handlers);
        var counts = await _purger.PurgeByAgeAsync(_options, kinds, cancellationToken).ConfigureAwait(false);
        _purgedAt = now;
        if (!counts.IsNothing)
        {
            RoomLog.Purged(_logger, _dispatch.Client, counts.Messages, counts.Inquiries, counts.Unreadable, counts.Forgotten);
        }

        if (counts.UnmatchedDiscarded > 0)
        {
            RoomLog.UnmatchedDiscarded(_logger, _dispatch.Client, counts.UnmatchedDiscarded);
        }

        if (counts.HeldBack > 0)
        {
            RoomLog.HeldBack(_logger, _dispatch.Client, counts.HeldBack);
            TellOfKinds([.. kinds.Except(_handlers.Kinds)]);
        }

        if (counts.Failed > 0)
        {
            RoomLog.SomeNotPurged(_logger, _dispatch.Client, counts.Failed);
        }
    }

    private void TellOfKinds(IReadOnlyCollection<StoredEventKind> withoutHandler)
    {
        if (withoutHandler.Count > 0 && !_isTold)
        {
            _isTold = true;
            RoomLog.NoHandlers(_logger, _dispatch.Client, string.Join(", ", withoutHandler));
        }
    }
}
