namespace Uhit.Client.Reliability.Hosting;

/// <summary>Where handlers wait for the parent's word: it stops their process there.</summary>
internal enum PausePlace
{
    None = 0,

    /// <summary>In the plain handler, after its effect.</summary>
    Plain,

    /// <summary>In the transactional handler, before its transaction.</summary>
    Prepare,

    /// <summary>In the transactional handler's transaction, after its effect.</summary>
    Commit,
}
