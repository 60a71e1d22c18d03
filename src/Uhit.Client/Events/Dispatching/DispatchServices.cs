using Microsoft.Extensions.Logging;
using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>What everything that hands out events works with.</summary>
internal sealed record DispatchServices(
    DispatcherSettings Options, IUhitStore Store, HandlerSet Handlers, TimeProvider Time, ILogger Logger);
