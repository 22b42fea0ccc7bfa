//! The model of the pack: texts in, unit-length sentence vectors out.

use std::{fmt::Write, path::Path, sync::Arc};

use anyhow::{Context, ensure};
use rten::{ModelOptions, NodeId, RunOptions, ThreadPool, op_registry};
use rten_tensor::{NdTensor, prelude::*};
use sha2::{Digest, Sha256};

use super::{DIMENSIONS, tokeniser::Tokeniser};

/// The model's name.
pub const NAME: &str = "all-MiniLM-L6-v2-int8";
/// The files of the pack with their SHA-256, as `data/meaning` brings them in.
const WEIGHTS: (&str, &str) = (
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
);
const VOCABULARY: (&str, &str) = (
    "vocab.txt",
    "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
);
/// Texts of one pass through the model: memory grows with their number times the square of the longest.
const TOGETHER: usize = 16;

/// The pack, loaded. Read-only from then on; calls block for milliseconds a text, so never make one on an
/// async worker.
pub struct Model {
    id: String,
    tokeniser: Tokeniser,
    graph: rten::Model,
    inputs: [NodeId; 3],
    output: NodeId,
    threads: Arc<ThreadPool>,
}

impl Model {
    /// Loads the pack from its folder, to run on so many threads.
    ///
    /// # Errors
    /// When a file is missing, is not the one that is pinned, or does not make a model.
    pub fn load(folder: &Path, threads: usize) -> anyhow::Result<Self> {
        let tokeniser = Tokeniser::new(&pinned(folder, VOCABULARY)?)?;
        // Only what this graph calls for: the rest of the runtime is not linked.
        let mut options = ModelOptions::with_ops(op_registry!(
            Add,
            And,
            Cast,
            Concat,
            Div,
            Erf,
            Expand,
            Gather,
            GatherND,
            GreaterOrEqual,
            IsNaN,
            LayerNormalization,
            MatMul,
            Max,
            Mul,
            Range,
            Reshape,
            Shape,
            Slice,
            Softmax,
            Squeeze,
            Transpose,
            Unsqueeze,
            Where
        ));
        // 40 MiB more, and short texts take 1.6 times less.
        options.prepack_weights(true);
        let graph = options.load(pinned(folder, WEIGHTS)?)?;
        let mut inputs = Vec::new();
        for name in ["input_ids", "attention_mask", "token_type_ids"] {
            inputs.push(graph.node_id(name)?);
        }
        Ok(Self {
            id: format!("{NAME}-{}", &WEIGHTS.1[..8]),
            tokeniser,
            inputs: [inputs[0], inputs[1], inputs[2]],
            output: graph.node_id("last_hidden_state")?,
            graph,
            threads: Arc::new(ThreadPool::with_num_threads(threads)),
        })
    }

    /// What tells its vectors from those of any other model: the name, and where its hash begins.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A vector of [`DIMENSIONS`] numbers and length 1 for each text, in the order given.
    pub fn embed(&self, texts: &[&str]) -> anyhow::Result<Vec<Vec<f32>>> {
        let mut pieces = Vec::with_capacity(texts.len());
        for text in texts {
            pieces.push(self.tokeniser.numbers(text)?);
        }
        // Texts of a length together, so that little of a pass is padding.
        let mut order: Vec<usize> = (0..pieces.len()).collect();
        order.sort_by_key(|place| pieces[*place].len());
        let mut vectors = vec![Vec::new(); pieces.len()];
        for places in order.chunks(TOGETHER) {
            let together: Vec<&[i32]> = places.iter().map(|place| pieces[*place].as_slice()).collect();
            for (place, vector) in places.iter().zip(self.pass(&together)?) {
                vectors[*place] = vector;
            }
        }
        Ok(vectors)
    }

    /// One pass: rows are texts, padded to the longest.
    fn pass(&self, texts: &[&[i32]]) -> anyhow::Result<Vec<Vec<f32>>> {
        let longest = texts.iter().map(|pieces| pieces.len()).max().unwrap_or(0);
        let shape = [texts.len(), longest];
        let [mut numbers, mut mask, kinds] = [(); 3].map(|()| NdTensor::<i32, 2>::zeros(shape));
        for (row, pieces) in texts.iter().enumerate() {
            for (column, piece) in pieces.iter().enumerate() {
                numbers[[row, column]] = *piece;
                mask[[row, column]] = 1;
            }
        }
        let feed = vec![
            (self.inputs[0], numbers.view().into()),
            (self.inputs[1], mask.view().into()),
            (self.inputs[2], kinds.view().into()),
        ];
        let options = RunOptions::default().with_thread_pool(Some(self.threads.clone()));
        let [hidden] = self.graph.run_n(feed, [self.output], Some(options))?;
        let hidden: NdTensor<f32, 3> = hidden.try_into()?;
        ensure!(
            hidden.shape() == [texts.len(), longest, DIMENSIONS],
            "the model answered in another shape"
        );
        let rows = texts.iter().enumerate();
        Ok(rows
            .map(|(row, pieces)| pooled(&hidden, row, pieces.len()))
            .collect())
    }
}

/// The mean over the pieces of one row (padding does not count), brought to length 1.
fn pooled(hidden: &NdTensor<f32, 3>, row: usize, pieces: usize) -> Vec<f32> {
    let mut sums = vec![0.0_f32; DIMENSIONS];
    for piece in 0..pieces {
        let piece = hidden.slice((row, piece));
        sums.iter_mut()
            .zip(piece.iter())
            .for_each(|(sum, number)| *sum += number);
    }
    let length = sums.iter().map(|sum| sum * sum).sum::<f32>().sqrt().max(1e-12);
    sums.into_iter().map(|sum| sum / length).collect()
}

/// A file of the pack, when it is the one that is pinned.
fn pinned(folder: &Path, (name, hash): (&str, &str)) -> anyhow::Result<Vec<u8>> {
    let path = folder.join(name);
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let found = Sha256::digest(&bytes);
    let found = found.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").ok();
        hex
    });
    ensure!(
        found == hash,
        "{} is not the file that the meaning pack pins (its SHA-256 is {found})",
        path.display()
    );
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_the_pack_is_refused_by_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = Model::load(folder.path(), 1).err().expect("refused");
        assert!(format!("{error:#}").contains("vocab.txt"), "{error:#}");
        std::fs::write(folder.path().join("vocab.txt"), "[CLS]\n[SEP]\n[UNK]\n").expect("written");
        let error = Model::load(folder.path(), 1).err().expect("refused");
        assert!(error.to_string().contains("is not the file"), "{error:#}");
    }
}
