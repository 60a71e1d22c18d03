using Microsoft.Extensions.Logging;
using Uhit.Client.Callbacks.Dispatching;
using Uhit.Client.Callbacks.Rooms;

namespace Uhit.Client.Callbacks.Retention;

/// <summary>Purges by age, now and then.</summary>
internal sealed class RetentionChore : IStoreChore
{
    private readonly CallbackDispatcherOptions _dispatch;
    private readonly RetentionOptions _options;
    private readonly PayloadPurger _purger;
    private readonly HandlerSet _handlers;
    private readonly ILogger _logger;
    private DateTimeOffset? _purgedAt;
    private bool _isTold;

    /// <exception cref="UhitConfigurationException">Ages don't go together.</exception>
    public RetentionChore(CallbackDispatcherOptions dispatch, RetentionOptions options, PayloadPurger purger, HandlerSet handlers, ILogger logger)
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
        if (_purgedAt is not null && now - _purgedAt < _dispatch.SweepInterval)
        {
            return;
        }

        var kinds = PayloadPurger.Holding(_handlers.Kinds);
        var counts = await _purger.PurgeByAgeAsync(Applied(kinds.Count == 0), kinds, cancellationToken).ConfigureAwait(false);
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
        }
    }

    // Without a handler here nobody can say what waits for one elsewhere.
    private RetentionOptions Applied(bool hasNoHandler)
    {
        if (_options.PayloadAge is null || !hasNoHandler || _options.WithoutHandlers)
        {
            return _options;
        }

        if (!_isTold)
        {
            _isTold = true;
            RoomLog.NoHandlers(_logger, _dispatch.Client);
        }

        return new RetentionOptions { UnreadableAge = _options.UnreadableAge, MessageMemory = _options.MessageMemory };
    }
}
