namespace HpcScheduler.Execution.Local;

/// <summary>A thread that carries out what it is given, in that order. It sleeps while there is nothing.</summary>
internal sealed class Lane : IDisposable
{
    private readonly Queue<Action> _waiting = new();
    private readonly Thread _thread;
    private bool _closed;

    public Lane(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Returns at once. After <see cref="Dispose"/> it does nothing.</summary>
    public void Post(Action work)
    {
        lock (_waiting)
        {
            if (_closed)
                return;
            _waiting.Enqueue(work);
            if (_waiting.Count == 1)
                Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Ends what is being carried out; what waits is dropped.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _closed = true;
            _waiting.Clear();
            Monitor.Pulse(_waiting);
        }

        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        while (true)
        {
            Action work;
            lock (_waiting)
            {
                while (_waiting.Count == 0 && !_closed)
                    Monitor.Wait(_waiting);
                if (_closed)
                    return;
                work = _waiting.Dequeue();
            }

            work();
        }
    }
}
