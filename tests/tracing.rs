//! Do the monitor's verdicts reach `tracing`, with the feature of that name?

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ringwise::{HashRing, HealthMonitor, SharedRing};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Sends on every event: its level, and its fields as text.
struct Collector(Mutex<Sender<(Level, HashMap<&'static str, String>)>>);

#[derive(Default)]
struct Fields(HashMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.0.lock().unwrap().send((*event.metadata().level(), fields.0)).unwrap_or_default();
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_node_that_goes_down_and_comes_up_is_an_event_each() {
    let (sender, events) = channel();
    tracing::subscriber::set_global_default(Collector(Mutex::new(sender))).unwrap();
    let ring = Arc::new(SharedRing::new(HashRing::from_names(["a"]).unwrap()));
    let works = Arc::new(AtomicBool::new(false));
    let answers = Arc::clone(&works);
    let monitor = HealthMonitor::builder(&ring)
        .probe(move |_| if answers.load(Ordering::SeqCst) { Ok(()) } else { Err("no route".to_owned()) })
        .interval(Duration::from_millis(1))
        .build()
        .unwrap();
    monitor.start().unwrap();
    let event = |level: Level, message: &str, reason: &str| {
        let (found, fields) = events.recv_timeout(Duration::from_secs(120)).unwrap();
        let field = |name: &str| fields.get(name).map(String::as_str);
        assert_eq!((found, field("message"), field("node"), field("reason")), (level, Some(message), Some("a"), Some(reason)));
    };
    event(Level::WARN, "node went down", "no route");
    works.store(true, Ordering::SeqCst);
    event(Level::INFO, "node went up", "it answers again");
    monitor.stop();
}
