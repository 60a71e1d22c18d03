namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>The answer to an inquiry, with what comes at once.</summary>
internal sealed record AnswerItem(Acknowledgement Acknowledgement, IReadOnlyList<WireNotice> Content);
