namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>The answer to a fetch; without a notice nothing is ready.</summary>
internal sealed record FetchAnswerItem(WireFetch Fetch, WireNotice? Notice);
