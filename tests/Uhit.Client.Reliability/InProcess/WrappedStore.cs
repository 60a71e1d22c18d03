using Uhit.Client.Store;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>A store some of whose parts are intercepted.</summary>
internal static class WrappedStore
{
    /// <summary>Puts something in front of each of the parts that are given.</summary>
    public static IUhitStore Of(
        IUhitStore inner,
        Func<StoreCall, object?>? inbox = null,
        Func<StoreCall, object?>? dispatch = null,
        Func<StoreCall, object?>? inquiries = null)
    {
        var parts = new Dictionary<string, object>(StringComparer.Ordinal);
        if (inbox is not null)
        {
            parts["get_" + nameof(IUhitStore.Inbox)] = Interceptor<ICallbackInbox>.Before(inner.Inbox, inbox);
        }

        if (dispatch is not null)
        {
            parts["get_" + nameof(IUhitStore.Dispatch)] = Interceptor<IDispatchStore>.Before(inner.Dispatch, dispatch);
        }

        if (inquiries is not null)
        {
            parts["get_" + nameof(IUhitStore.Inquiries)] = Interceptor<IInquiryStore>.Before(inner.Inquiries, inquiries);
        }

        return Interceptor<IUhitStore>.Before(inner, call => parts.GetValueOrDefault(call.Method) ?? call.GoOn());
    }
}
