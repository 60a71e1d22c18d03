namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>What a template is of: it decides which names there are.</summary>
internal enum MessageKind
{
    Headers,
    Request,
    RequestAnswer,
    Acknowledgement,
    Validation,
    Delivery,
    CallbackAnswer,
    Fetch,
    FetchAnswer,
    Confirm,
    ConfirmAnswer,
    Fault,
}
