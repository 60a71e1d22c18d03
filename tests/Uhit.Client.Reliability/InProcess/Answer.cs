namespace Uhit.Client.Reliability.InProcess;

/// <summary>What CNP's side was answered.</summary>
/// <param name="Callback">What was sent.</param>
/// <param name="Kind">What the answer says.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record Answer(Callback Callback, AnswerKind Kind, byte[] Body);
