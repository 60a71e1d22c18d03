using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>What a bounded room of one client holds.</summary>
/// <param name="Room"><see cref="InboxRoom.Unmatched"/>, which has bounds for each peer, or <see cref="InboxRoom.Unreadable"/>, which has them for all together.</param>
/// <param name="Peer">The peer that sent it; <see langword="null"/> for all peers together.</param>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Bytes">How many bytes of bodies and packed usage they hold, as they are stored; each line of usage counts as <see cref="StoreRules.UsageLineBytes"/> more.</param>
[Experimental("UHIT001")]
public sealed record RoomUsage(InboxRoom Room, string? Peer, long Entries, long Bytes);
