namespace Uhit.Client.Http;

/// <summary>Tells what an answer's body is; the SOAP side implements it, of which this folder knows nothing.</summary>
internal interface IResponseInspector
{
    /// <summary>Looks at the body; does not throw for hostile content.</summary>
    ResponseKind Inspect(SendResponse response);
}
